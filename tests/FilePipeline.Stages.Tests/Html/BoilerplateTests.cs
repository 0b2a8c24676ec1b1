using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class BoilerplateTests
{
    [Theory]
    [InlineData("<nav>no</nav>")]
    [InlineData("<footer>no</footer>")]
    [InlineData("<div role=navigation>no</div>")]
    [InlineData("<span class='mw-editsection'>[edit]</span>")]
    [InlineData("<div id=toc class=toc><ul><li>1 Intro</ul></div>")]
    [InlineData("<table class='navbox collapsible'><tr><td>no</table>")]
    [InlineData("<sup id=cite_ref-1 class=reference><a href=#1>[1]</a></sup>")]
    [InlineData("<span class=mw-cite-backlink><b>^</b></span>")]
    [InlineData("<div class=hatnote>For other uses, see Duck</div>")]
    [InlineData("<a class=headerlink href=#x>¶</a>")]
    [InlineData("<a href=#x>&para;</a>")]
    [InlineData("<div class='box metadata ambox'>This article needs work</div>")]
    [InlineData("<div id=catlinks>Categories</div>")]
    [InlineData("<div class=printfooter>Retrieved from</div>")]
    [InlineData("<div class='sharedaddy sd-sharing'>Share this</div>")]
    [InlineData("<div id=respond class=comment-respond><form>Leave a reply <input></form></div>")]
    [InlineData("<button>Copy</button><select><option>a<option>b</select><textarea>t</textarea>")]
    [InlineData("<div class=cookie-banner>We use cookies</div>")]
    [InlineData("<ul class=breadcrumb><li>Home</ul>")]
    [InlineData("<a class='skip-link screen-reader-text'>Skip to content</a>")]
    [InlineData("<div aria-hidden=true>ornament</div>")]
    [InlineData("<header class=site>Name of the site</header>")]
    [InlineData("<aside>Also read</aside>")]
    public void The_surroundings_of_an_article_are_dropped_unless_asked_for(string part)
    {
        const string Text = "<p>An article that is long enough to be one, with a sentence and another one, so that parts are small beside it.";
        var html = $"{Text}</p>{part}<p>{Text}";
        Assert.Equal(Of(Text + "</p><p>" + Text).Chunks[0].Value, Of(html).Chunks[0].Value);
        Assert.NotEqual(Sketch(html), Sketch(html, Keep));
    }

    [Theory]
    [InlineData("<div class='sidebar-layout page-sidebar-left'>")] // no whole word
    [InlineData("<div class=noprint>")] // most of the page
    [InlineData("<div id=sidebar>")]
    [InlineData("<div class='navigation'><h1>T</h1>")]
    [InlineData("<section aria-hidden=true>")]
    [InlineData("<form action=default.aspx>")]
    [InlineData("<blockquote><footer>")]
    [InlineData("<main><header>")]
    [InlineData("<article><aside>")]
    public void An_article_is_never_lost_to_a_name(string around) =>
        Assert.Contains("The whole article", Sketch($"{around}<p>The whole article"), StringComparison.Ordinal);

    [Fact]
    public void A_page_that_is_all_surroundings_keeps_them() =>
        Assert.Equal("Home / About", Sketch("<nav><ul><li>Home<li>About</ul></nav>"));

    [Fact]
    public void An_image_that_is_hidden_from_screen_readers_only_is_kept() =>
        Assert.Equal("[http://h/i.jpg]\na", Sketch("<a aria-hidden=true><img src=http://h/i.jpg></a><p>a"));
}
