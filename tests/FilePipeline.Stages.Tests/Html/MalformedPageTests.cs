using System.Text;
using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

/// <summary>No page ends the process, throws, or loses the text that a reader could see.</summary>
public sealed class MalformedPageTests
{
    private const int Deep = 100_000;

    [Theory]
    [InlineData("<div>", "</div>")]
    [InlineData("<b>", "</b>")]
    [InlineData("<span>", "")]
    [InlineData("<table><tr><td>", "")]
    [InlineData("<ul><li>", "</ul>")]
    [InlineData("<p>", "</i>")]
    [InlineData("<div><b>", "</b></div>")]
    [InlineData("<x-y>", "</z>")]
    [InlineData("<svg><g>", "")]
    [InlineData("<a href=#>", "</a>")]
    [InlineData("<select><option>", "")]
    [InlineData("<blockquote>", "</p>")]
    [InlineData("<font><table>", "</table></font>")]
    [InlineData("<title>", "")]
    [InlineData("<textarea>", "")]
    [InlineData("<!--", "")]
    [InlineData("<![CDATA[", "")]
    [InlineData("<", "")]
    [InlineData("</", ">")]
    [InlineData("<a b='", "")]
    [InlineData("<script>", "")]
    [InlineData("&", "")]
    [InlineData("<td><div><i>", "</div>")]
    public void A_hundred_thousand_tags_are_read(string open, string close)
    {
        var html = new StringBuilder("first ");
        for (var count = 0; count < Deep; count++)
            html.Append(open);
        html.Append(" middle ");
        for (var count = 0; count < Deep; count++)
            html.Append(close);
        Assert.StartsWith("first", Of(html.Append(" last").ToString(), Keep).Chunks[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_the_deepest_element_and_after_it_is_kept() =>
        Assert.Equal("a / deep / b", Sketch("a" + Repeat("<div>", Deep) + "deep" + Repeat("</div>", Deep) + "b"));

    [Fact]
    public void One_tag_may_have_a_hundred_thousand_attributes() =>
        Assert.Equal("a", Sketch("<p " + Repeat("a=1 ", Deep) + string.Concat(Enumerable.Range(0, Deep).Select(n => $"b{n}=1 ")) + ">a"));

    [Theory]
    [InlineData("<p>a<p>b<span>c", "a / bc")]
    [InlineData("a</p></div></span>b", "a / b")]
    [InlineData("<b>a<p>b</b>c</p>d", "a / bc / d")]
    [InlineData("<form><div>a<form>b</form>c</div></form>d", "abc / d")]
    [InlineData("<div hidden><b><p>x</div>a", "a")]
    [InlineData("<span hidden><div>x</span>y</div></span>a", "a")]
    [InlineData("<table><tr><td>a</table></td></tr>b", "a / b")]
    [InlineData("<table>a<tr><td>b</td>c</table>d", "a / b | c / d")]
    [InlineData("<td>a</td><tr>b", "ab")]
    [InlineData("<table><tr><td hidden>x<td>a<tr hidden><td>y<tr><td>b</table>", "a / b")]
    [InlineData("<ul><li hidden>x<li>a</ul>", "a")]
    [InlineData("<p hidden>x<div>a</div>", "a")]
    [InlineData("<h2>a<h3>b</h2>c", "a / b / c")]
    [InlineData("a < b and c > d <3", "a < b and c > d <3")]
    [InlineData("a <", "a <")]
    [InlineData("<<b>a</b>>", "<a>")]
    [InlineData("<<!-- -->b>a", "<b>a")]
    [InlineData("a<é>b", "a<é>b")]
    [InlineData("a<%= b %>c", "a<%= b %>c")]
    [InlineData("a<?php echo 1 ?>b", "ab")]
    [InlineData("a<![CDATA[ x ]]>b", "ab")]
    [InlineData("a<!-- x > y -- z --!>b<!-->c<!--->d", "abcd")]
    [InlineData("a<!-- never closed <p>x", "a")]
    [InlineData("a<img src=\"i.png alt=x>b<p>c", "ab / c")] // the quote never closes
    [InlineData("a<p class=x\"y'z=>b", "a / b")]
    [InlineData("a<p \"q\" =r 's'>b", "a / b")]
    [InlineData("a<p title='>'>b", "a / b")]
    [InlineData("a<p title=a/>b", "a / b")]
    [InlineData("a<p/>b</p>c", "a / b / c")]
    [InlineData("a<b <i>b</i>c", "abc")]
    [InlineData("a<plaintext>b<p>c</plaintext>&amp;", "a / b<p>c</plaintext>&amp;")]
    [InlineData("a<xmp><b>x</b></xmp>b", "a / <b>x</b> / b")]
    [InlineData("a<textarea><b>x</b></textarea>b", "a <b>x</b> b")]
    [InlineData("a<title>b<p>c", "ab / c")] // a title that never ends
    [InlineData("a<iframe>b", "ab")]
    [InlineData("a<script>if (a<b) x='</script >b", "ab")]
    [InlineData("a<SCRIPT>x</script>b", "ab")]
    [InlineData("a<style>x", "a")]
    [InlineData("a<script src=x />b</script>c", "ac")]
    [InlineData("a<svg><path/><circle></svg>b<svg><g><p>c", "ab / c")]
    [InlineData("a<math><mi>x</math>b", "axb")]
    [InlineData("<head><title>t</title><p>a<body><p>b", "a / b")]
    [InlineData("<body>a<body class=x>b<html lang=q>c", "abc")]
    [InlineData("<html><frameset><frame></frameset><noframes>x</noframes></html>a", "a")]
    [InlineData("\u0000<p\u0000>a\u0000b", "ab")]
    [InlineData("<p\f class=x>a", "a")]
    [InlineData("<button>a<button>b</button>c", "a b c")]
    public void Broken_pages_read_as_in_a_browser(string html, string sketch) => Assert.Equal(sketch, Sketch(html, Keep));

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("<html><head><title>t</title></head><body></body></html>")]
    [InlineData("<script>document.write('x')</script>")]
    [InlineData("<p hidden>x")]
    [InlineData("<!-- x -->")]
    [InlineData("\0\0")]
    public void A_page_that_shows_nothing_is_rejected(string html)
    {
        var rejected = Assert.IsType<StageOutcome.Reject>(Run(new Item(ItemKey.Parse("page"), Encoding.UTF8.GetBytes(html), ".html")));
        Assert.Equal("empty_page", rejected.Code);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
