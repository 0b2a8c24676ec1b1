using FilePipeline.Definition;

namespace FilePipeline.Tests.Definition;

public sealed class StageDescriptorTests
{
    public sealed record WithAddress
    {
        public Uri? Address { get; init; }
    }

    public sealed record Positional(string Url);

    [Stage("strange.type", Parameters = typeof(WithAddress))]
    public sealed class StrangeType : SampleStages.Unused;

    [Stage("strange.constructor", Parameters = typeof(Positional))]
    public sealed class StrangeConstructor : SampleStages.Unused;

    [Theory]
    [InlineData(typeof(StrangeType), "Address cannot be given in YAML")]
    [InlineData(typeof(StrangeConstructor), "a record with `init` properties")]
    [InlineData(typeof(StageDescriptorTests), "bears no [Stage")]
    public void A_stage_that_no_file_could_use_is_refused_when_it_is_registered(Type stage, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => StageDescriptor.Of(stage)).Message, StringComparison.Ordinal);
}
