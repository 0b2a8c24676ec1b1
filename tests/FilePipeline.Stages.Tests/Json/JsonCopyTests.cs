using FilePipeline.Stages.Json;

namespace FilePipeline.Stages.Tests.Json;

public sealed class JsonCopyTests
{
    [Fact]
    public async Task The_very_same_bytes_are_handed_on()
    {
        var item = new Item(ItemKey.Parse("k"), """{ "b": 1.0, "a": [] }"""u8.ToArray());
        var outcome = Assert.IsType<StageOutcome.Emit>(await new JsonCopy().RunAsync(item, null!, default));
        Assert.Equal(item.Content, outcome.Json);
    }

    [Fact]
    public async Task Another_kind_of_file_is_rejected()
    {
        var item = new Item(ItemKey.Parse("k"), "<p>"u8.ToArray(), ".html");
        Assert.Equal("not_json", Assert.IsType<StageOutcome.Reject>(await new JsonCopy().RunAsync(item, null!, default)).Code);
    }
}
