using System.Text;
using System.Text.Json;
using FilePipeline.Stages.Html;
using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class PageInputTests
{
    [Fact]
    public void The_result_has_always_the_same_fields()
    {
        var json = ((StageOutcome.Emit)Run(Json("""{"html": "<p>a \"b\" é<img src=i.png>"}"""))).Json;
        Assert.Equal(
            """{"page_url":null,"title":null,"lang":null,"chunks":[{"type":"text","value":"a \"b\" é"},{"type":"image","value":"i.png"}]}""",
            Encoding.UTF8.GetString(json.Span));
    }

    [Theory]
    [InlineData(".html")]
    [InlineData(".HTM")]
    [InlineData(".xhtml")]
    public void A_dropped_page_is_read_as_it_is(string extension) =>
        Assert.Equal("a", Page(Run(new Item(ItemKey.Parse("k"), "<p>a"u8.ToArray(), extension))).Chunks[0].Value);

    [Fact]
    public void A_page_may_lie_beside_its_item()
    {
        var page = Page(Run(Json("""{"page_url": "https://h.org/", "html_path": "pages/a.html"}"""), beside: new OneFile("pages/a.html", "<p>a<img src=i.png>"u8.ToArray())));
        Assert.Equal("a", page.Chunks[0].Value);
        Assert.Equal("https://h.org/i.png", page.Chunks[1].Value);
        Assert.Equal("https://h.org/", page.PageUrl);
    }

    [Theory]
    [InlineData("""{"html": 5}""", "bad_shape", "`html` holds a number")]
    [InlineData("""{"html": "<p>", "page_url": ["x"]}""", "bad_shape", "`page_url` holds a list")]
    [InlineData("""["<p>"]""", "bad_shape", "a list")]
    [InlineData("null", "bad_shape", "null")]
    [InlineData("""{"page_url": "https://h.org/"}""", "missing_html", "`html_path`")]
    [InlineData("""{"html": null}""", "missing_html", "`html`")]
    [InlineData("""{"html": "<p>", "html_path": "a.html"}""", "bad_shape", "both")]
    [InlineData("""{"html": "<p>" """, "bad_json", "line 1, byte 16")]
    [InlineData("""{"html": "<p>", "html": "<p>"}""", "bad_json", "html")]
    [InlineData("""{"html": "\ud800"}""", "bad_json", "")]
    [InlineData("", "bad_json", "")]
    public void What_is_no_page_is_rejected_with_what_to_do(string json, string code, string says)
    {
        var problem = Assert.Throws<ItemFormatException>(() => Run(Json(json)));
        Assert.Equal(code, problem.Code);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_of_file_is_no_page()
    {
        var problem = Assert.Throws<ItemFormatException>(() => Run(new Item(ItemKey.Parse("a/b"), "x"u8.ToArray(), ".csv")));
        Assert.Equal("not_html", problem.Code);
        Assert.Contains("a/b.csv", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_gives_the_same_bytes_each_time()
    {
        var item = Json(JsonSerializer.Serialize(new { html = "<h1>T</h1><p>a<img src=i.png>b" }));
        Assert.Equal(((StageOutcome.Emit)Run(item)).Json.ToArray(), ((StageOutcome.Emit)Run(item)).Json.ToArray());
    }

    [Fact]
    public void One_stage_serves_many_items_at_once()
    {
        var stage = new HtmlInterleave(new());
        var context = new StageContext("s", 1, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, new OneFile("", []));
        Parallel.For(0, 200, number =>
        {
            var outcome = stage.RunAsync(Json($$"""{"html": "<p>number {{number}}<img src={{number}}.png>"}"""), context, default).AsTask().Result;
            Assert.Equal([$"number {number}", $"{number}.png"], Page(outcome).Chunks.Select(chunk => chunk.Value));
        });
    }

    private static Item Json(string json) => new(ItemKey.Parse("page"), Encoding.UTF8.GetBytes(json));

    private sealed class OneFile(string name, byte[] content) : IBesideFiles
    {
        public ReadOnlyMemory<byte> Read(string path) => path == name ? content : throw new ItemFormatException("not_found", path);
    }
}
