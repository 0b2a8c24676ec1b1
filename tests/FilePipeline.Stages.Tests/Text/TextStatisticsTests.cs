using System.Text;
using FilePipeline.Stages.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Stages.Tests.Text;

public sealed class TextStatisticsTests
{
    [Fact]
    public void Chunks_words_and_addresses_are_counted() =>
        Assert.Equal(
            """{"page_url":"https://h.org/","total_chunks":4,"text_chunks":3,"image_chunks":1,"total_words":8,"avg_words_per_text_chunk":2.67,"min_words_per_chunk":1,"max_words_per_chunk":5,"avg_image_url_length":13,"min_image_url_length":13,"max_image_url_length":13}""",
            Run("""
                {"page_url": "https://h.org/", "title": "T", "chunks": [
                  {"type": "text", "value": "one two\nthree\tfour \u00a0 five"}, {"type": "image", "value": "http://h/i.png"},
                  {"type": "text", "value": "six"}, {"type": "text", "value": " seven eight "}]}
                """.Replace("http://h/i.png", "http://h/i.pn", StringComparison.Ordinal)));

    [Fact]
    public void Of_nothing_there_is_no_least_most_or_average() =>
        Assert.Equal(
            """{"page_url":null,"total_chunks":0,"text_chunks":0,"image_chunks":0,"total_words":0,"avg_words_per_text_chunk":null,"min_words_per_chunk":null,"max_words_per_chunk":null,"avg_image_url_length":null,"min_image_url_length":null,"max_image_url_length":null}""",
            Run("""{"chunks": []}"""));

    [Theory]
    [InlineData("""{"page_url": "x"}""")]
    [InlineData("""{"chunks": [{"value": "x"}]}""")]
    [InlineData("""{"chunks": null}""")]
    [InlineData("""[]""")]
    public void An_item_without_chunks_is_rejected(string json) =>
        Assert.Equal("bad_json", Assert.Throws<ItemFormatException>(() => Run(json)).Code);

    private static string Run(string json)
    {
        IStage stage = new TextStatistics();
        var context = new StageContext("stats", 1, TimeProvider.System, NullLogger.Instance, null!);
        var outcome = stage.RunAsync(new Item(ItemKey.Parse("k"), Encoding.UTF8.GetBytes(json)), context, default).AsTask().GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(Assert.IsType<StageOutcome.Emit>(outcome).Json.Span);
    }
}
