using FilePipeline.Definition;

namespace FilePipeline.Tests.Definition;

public sealed class PipelineGraphTests
{
    /// <summary>inbox → a → (b → d, c); other → e.</summary>
    private readonly PipelineGraph _graph = new(Pipelines.Define("""
        name: graph
        sources: { inbox: {}, other: {} }
        stages:
          d: { from: b, uses: text.statistics }
          b: { from: a, uses: text.statistics }
          a: { from: inbox, uses: text.statistics }
          e: { from: other, uses: text.statistics }
          c: { from: a, uses: text.statistics }

        """));

    [Fact]
    public void Stages_follow_what_they_read_and_else_stay_as_written() =>
        Assert.Equal("abdec", Names(_graph.Stages));

    [Fact]
    public void A_folder_has_readers_and_perhaps_a_writer()
    {
        Assert.Equal("bc", Names(_graph.Consumers("a")));
        Assert.Equal("", Names(_graph.Consumers("d")));
        Assert.Equal("a", _graph.Producer("a")?.Name);
        Assert.Null(_graph.Producer("inbox"));
    }

    [Fact]
    public void Downstream_and_upstream_leave_the_stage_itself_out()
    {
        Assert.Equal("bdc", Names(_graph.Downstream(_graph.Producer("a")!)));
        Assert.Equal("ab", Names(_graph.Upstream(_graph.Producer("d")!)));
        Assert.Empty(_graph.Upstream(_graph.Producer("e")!));
    }

    [Theory]
    [InlineData("", "abdec")]
    [InlineData("b", "b")]
    [InlineData("b+", "bd")]
    [InlineData("+b", "ab")]
    [InlineData("+b+", "abd")]
    [InlineData("e d", "de")]
    [InlineData("+d a+", "abdc")]
    public void Words_choose_stages_with_what_is_before_and_after(string words, string stages)
    {
        Assert.True(_graph.TrySelect(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var chosen, out _));
        Assert.Equal(stages, Names(chosen));
    }

    [Theory]
    [InlineData("inbox", "`inbox` is a source, not a stage; `a+` runs what reads it")]
    [InlineData("A", "there is no stage `A`; did you mean `a`?")]
    [InlineData("nothing", "there is no stage `nothing`; there are d, b, a, e, c")]
    [InlineData("+", "there is no stage ``; there are d, b, a, e, c")]
    public void A_word_that_names_no_stage_is_answered(string word, string expected)
    {
        Assert.False(_graph.TrySelect([word], out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_circle_that_was_made_by_hand_is_refused()
    {
        var stage = _graph.Pipeline.Stages[0];
        var pipeline = _graph.Pipeline with { Stages = [stage with { Name = "x", From = "y" }, stage with { Name = "y", From = "x" }] };
        Assert.Throws<ArgumentException>(() => new PipelineGraph(pipeline));
    }

    private static string Names(IEnumerable<StageDefinition> stages) => string.Concat(stages.Select(stage => stage.Name));
}
