using System.Collections.Concurrent;

namespace FilePipeline.Tests.Running;

/// <summary>What the test's stages do, by a function of the item.</summary>
public sealed class StageScript
{
    public Func<Item, StageContext, CancellationToken, ValueTask<StageOutcome>> Run { get; set; } =
        (item, _, _) => new(new StageOutcome.Emit(item.Content));

    /// <summary>How often each key of each stage was run.</summary>
    public ConcurrentDictionary<(string Stage, ItemKey Key), int> Runs { get; } = new();
}

[Stage("test.script")]
public sealed class ScriptedStage(StageScript script) : IStage
{
    public ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel)
    {
        script.Runs.AddOrUpdate((context.Stage, item.Key), 1, (_, times) => times + 1);
        return script.Run(item, context, cancel);
    }
}
