using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class TextFlowTests
{
    [Theory]
    [InlineData("a <b>b</b> c", "a b c")]
    [InlineData("a<b>b</b>c", "abc")]
    [InlineData("<p>a\n\t b   c </p>", "a b c")]
    [InlineData("a&nbsp;b&#xFEFF;c", "a b c")]
    [InlineData("<p>a<p>b", "a / b")]
    [InlineData("a<div>b</div>c", "a / b / c")]
    [InlineData("a<br>b<br/><br>c</br>d", "a / b / c / d")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "a / b / c / d / e")]
    [InlineData("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a / b / c / d")]
    [InlineData("<table><caption>t</caption><tr><th>a<th>b<tr><td>c<td>d</table>", "t / a | b / c | d")]
    [InlineData("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a | c")]
    [InlineData("<table><tr><td><p>a</p></td><td>b</td></tr></table>", "a / b")]
    [InlineData("<figure><img src=/i.png><figcaption>cap</figcaption></figure>", "[/i.png]\ncap")]
    [InlineData("a<script>var b='</p>'</script><style>p{}</style><!-- c --><template>d</template><noscript>e</noscript>f", "af")]
    [InlineData("a<svg><title>t</title><text>s</text></svg>b<iframe>c</iframe><object>d</object>e", "abe")]
    [InlineData("x<sup>2</sup>, H<sub>2</sub>O", "x2, H2O")]
    [InlineData("soft&shy;hyphen, zero\0, bell\u0007", "softhyphen, zero, bell")]
    [InlineData("<details><summary>s</summary>t</details>", "s / t")]
    [InlineData("<div><template shadowrootmode=open>shown</template></div>", "shown")]
    public void Text_is_joined_as_a_reader_sees_it(string html, string sketch) => Assert.Equal(sketch, Sketch(html));

    [Fact]
    public void Preformatted_text_keeps_its_lines_and_indents() =>
        Assert.Equal("a\nint f()\n{\n    return 1;\n\n}\nb",
            Of("a<pre>\nint f()\n{\n    <b>return</b> 1;\r\n\n}\n</pre>b").Chunks[0].Value);

    [Theory]
    [InlineData("&lt;b&gt; &amp;amp; &quot;&apos;", "<b> &amp; \"'")]
    [InlineData("&eacute;&Eacute;&euro;&hellip;&check;&lbrace;", "éÉ€…✓{")]
    [InlineData("&#233;&#xe9;&#XE9;&#8217;&#x1F600;", "ééé’😀")]
    [InlineData("&#146;&#150;&#128;", "’–€")] // Windows-1252 meant
    [InlineData("&copy 2024 &eacutex &ampx &lt3", "© 2024 éx &x <3")] // old names need no semicolon
    [InlineData("&unknown; &; & &x AT&T &#; &#x;", "&unknown; &; & &x AT&T &#; &#x;")]
    [InlineData("&#0;&#xD800;&#x110000;&#99999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    public void Character_references_are_decoded_as_browsers_do(string html, string text) =>
        Assert.Equal(text, Of($"<p>{html}").Chunks[0].Value);

    [Theory]
    [InlineData("<p hidden>no")]
    [InlineData("<p style='color:red; DISPLAY : none'>no")]
    [InlineData("<p style='visibility:hidden'>no")]
    [InlineData("<p style='display:none !important'>no")]
    [InlineData("<div style=display:none><div><p>no</p></div>no</div>")]
    [InlineData("<dialog>no</dialog>")]
    public void What_the_page_hides_is_left_out(string html)
    {
        Assert.Equal("a / b", Sketch($"<p>a</p>{html}</p><p>b"));
        Assert.Equal("a / b", Sketch($"<p>a</p>{html}</p><p>b", Keep));
    }

    [Theory]
    [InlineData("<p hidden=until-found>yes")]
    [InlineData("<p style='display:none; display:block'>yes")]
    [InlineData("<p style='background:url(none)'>yes")]
    [InlineData("<section data-mw-section-id=1 style='display: none;'>yes</section>")] // folded on Wikipedia's phone pages
    [InlineData("<dialog open>yes</dialog>")]
    public void What_a_reader_can_see_is_kept(string html) => Assert.Equal("a / yes / b", Sketch($"<p>a</p>{html}</p><p>b"));

    [Fact]
    public void Text_between_two_images_is_one_chunk() =>
        Assert.Equal("a / b\n[http://h/1.png one]\nc d / e\n[http://h/2.png]\nf",
            Sketch("<p>a<p>b<img src=http://h/1.png alt=one>c <i>d</i><div>e</div><img src=http://h/2.png alt=''> f"));

    [Fact]
    public void Formulas_become_their_source()
    {
        const string Wikipedia = "<p>if <span class=mwe-math-element><span style='display: none;'><math>A</math></span>"
            + "<img src=/a.svg class=mwe-math-fallback-image-inline aria-hidden=true alt='{\\displaystyle A^{2}}'></span> holds";
        const string Katex = "<p>if <span class=katex><math><semantics><mi>A</mi><annotation encoding='application/x-tex'>A&lt;2</annotation></semantics></math>"
            + "<span class=katex-html aria-hidden=true>A2</span></span> holds";
        Assert.Equal("if $A^{2}$ holds", Sketch(Wikipedia));
        Assert.Equal("if $A<2$ holds", Sketch(Katex));
        Assert.Equal("if\n[/a.svg {\\displaystyle A^{2}}]\nholds", Sketch(Wikipedia, Keep));
    }
}
