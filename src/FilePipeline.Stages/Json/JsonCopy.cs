namespace FilePipeline.Stages.Json;

/// <summary>
/// Hands an item on as it is; the engine writes it canonically. What a pipeline costs with this stage is what the engine
/// costs: the yardstick of the benchmarks.
/// </summary>
[Stage("json.copy", Description = "Hands a JSON item on unchanged.")]
public sealed class JsonCopy : IStage
{
    public ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(item.IsJson
            ? new StageOutcome.Emit(item.Content)
            : new StageOutcome.Reject("not_json", $"json.copy reads JSON items; `{item.Key}{item.Extension}` is none"));
    }
}
