using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class MainPartTests
{
    private const string Frame = "<div>FRAME</div>";

    [Theory]
    [InlineData("<div id=content class=mw-body><h1 id=firstHeading>T</h1><div id=bodyContent><div id=siteSub>From a wiki</div><div id=mw-content-text><p>Article</div></div></div>")] // Vector, MonoBook
    [InlineData("<div class=mw-page-container><main id=content><header><h1 id=firstHeading>T</h1></header><div id=bodyContent><div id=mw-content-text><div class=mw-parser-output><p>Article</div></div></div></main></div>")] // Vector 2022
    [InlineData("<div id=mw-content-container><div id=mw-content-block><div id=content><div id=bodyContentOuter><div id=bodyContent><div id=mw-content-text><p>Article</div></div></div></div></div></div>")] // Timeless
    [InlineData("<main id=content class=mw-body><div class=pre-content>P</div><div id=bodyContent class=content><div id=mw-content-text><section class='mf-section-0'><p>Article</section></div></div></main>")] // Minerva
    [InlineData("<div id=bodyContent><p>Article</div>")] // MediaWiki before 1.18
    [InlineData("<main><p>Article</main>")]
    [InlineData("<article><p>Article</article>")]
    [InlineData("<div role=main><p>Article</div>")]
    [InlineData("<div id=content><p>Article</div>")]
    [InlineData("<main></main><div id=content><p>Article</div>")] // what a script would fill is passed over
    [InlineData("<article>teaser</article><main><p>Article</main>")]
    public void The_article_is_found_and_its_frame_left_out(string body) =>
        Assert.Equal("Article", Sketch($"<html><body>{Frame}{body}{Frame}</body></html>", Keep));

    [Fact]
    public void Without_a_marked_article_the_whole_page_is_the_article() =>
        Assert.Equal("One / Two", Sketch("<p>One</p><div>Two</div>"));

    [Fact]
    public void Articles_side_by_side_are_all_taken() =>
        Assert.Equal("The first post / The second post / The third post",
            Sketch("<div><article>The first post</article><article>The second post</article><article>The third post</article></div><p>Frame"));

    [Fact]
    public void A_small_article_after_a_large_one_is_not_part_of_it() =>
        Assert.Equal("The long article itself, which has most of the text",
            Sketch("<div><article>The long article itself, which has most of the text</article><article>Teaser</article></div>"));

    [Fact]
    public void Text_after_the_end_of_body_belongs_to_the_page() =>
        Assert.Equal("One / Two", Sketch("<html><body><p>One</body></html><p>Two"));

    [Fact]
    public void An_end_tag_in_a_table_cell_does_not_end_the_article() =>
        Assert.Equal("a | b / c", Sketch("<main><table><tr><td>a</div></main><td>b</table><p>c</main><p>Frame"));

    [Fact]
    public void A_self_closed_div_does_not_end_the_article_early() =>
        Assert.Equal("a / b", Sketch("<main><div class=clear />a</div><p>b</main>Frame"));

    [Theory]
    [InlineData("<h1 id=firstHeading>Duck <span class=mw-editsection>[edit]</span></h1><h1>Other</h1>", "Duck")]
    [InlineData("<title>Duck - Wiki</title><main><h1>Mallard</h1></main>", "Mallard")]
    [InlineData("<title>Ducks and geese - Wiki</title><h1>Wiki</h1><h1>Ducks and geese</h1>", "Ducks and geese")]
    [InlineData("<title>Ducks | Site</title><header><h1>Site</h1></header><p>x", "Ducks")]
    [InlineData("<meta property=og:title content='A &amp; B'><title>A</title>", "A & B")]
    [InlineData("<title>Ducks and geese - A very long explanation that is no name</title>", "Ducks and geese - A very long explanation that is no name")]
    [InlineData("<meta property=og:site_name content='The Very Long Name Of A Site'><title>Ducks - The Very Long Name Of A Site</title>", "Ducks")]
    [InlineData("<title>\n Caf&eacute;\n culture </title>", "Café culture")]
    [InlineData("<h1>Two<br>lines</h1>", "Two lines")]
    [InlineData("<p>none", null)]
    public void The_title_is_what_a_reader_calls_the_page(string html, string? title) =>
        Assert.Equal(title, Of(html + "<p>text").Title);

    [Theory]
    [InlineData("<html lang=de><p>x", "de")]
    [InlineData("<html lang=en><div id=mw-content-text lang=de dir=ltr>x</div>", "de")]
    [InlineData("<html lang=en><div id=mw-content-text><div class='mw-content-ltr mw-parser-output' lang=fr>x</div></div>", "fr")]
    [InlineData("<html xml:lang=ja><p>x", "ja")]
    [InlineData("<meta http-equiv=content-language content=pt-BR><p>x", "pt-BR")]
    [InlineData("<html lang=''><p>x", null)]
    [InlineData("<p lang=xx>x", null)]
    public void The_language_is_the_one_declared_nearest_to_the_article(string html, string? language) =>
        Assert.Equal(language, Of(html).Lang);
}
