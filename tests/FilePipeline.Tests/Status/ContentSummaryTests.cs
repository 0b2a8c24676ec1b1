using System.Text;
using FilePipeline.Status;

namespace FilePipeline.Tests.Status;

public sealed class ContentSummaryTests
{
    [Theory]
    [InlineData("""{"title": "Moss", "n": 310, "ok": true, "none": null}""", "title=\"Moss\" n=310 ok=true")]
    [InlineData("""{"chunks": [{"type": "text"}, {"type": "image"}, {"type": "text"}]}""", "chunks=[2 text, 1 image]")]
    [InlineData("""{"chunks": [{"type": "text"}, 1]}""", "chunks=[2]")]
    [InlineData("""{"list": [], "inner": {"a": 1, "b": 2}}""", "list=[0] inner={2}")]
    [InlineData("""[1, 2, 3]""", "[3]")]
    [InlineData("\"plain\"", "\"plain\"")]
    [InlineData("not json", "")]
    [InlineData("", "")]
    public void An_item_is_told_in_a_few_words(string json, string summary) =>
        Assert.Equal(summary, string.Join(' ', ContentSummary.Of(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void A_long_text_is_cut_but_never_inside_a_letter()
    {
        var text = new string('a', 30) + "😀😀😀";
        Assert.Equal([$"t=\"{new string('a', 30)}…\""], ContentSummary.Of(Encoding.UTF8.GetBytes($$"""{"t": "{{text}}"}""")));
    }
}
