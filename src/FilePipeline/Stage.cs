using System.Text.Json;

namespace FilePipeline;

/// <summary>
/// A stage over typed values: JSON in, JSON out, by the rules of <see cref="Item.Json"/>. Override <see cref="Run"/>, or
/// <see cref="RunAsync(TIn, StageContext, CancellationToken)"/> when it waits for something.
/// </summary>
public abstract class Stage<TIn, TOut> : IStage
{
    /// <summary>Pure, one to one. <c>null</c> skips the item.</summary>
    public virtual TOut? Run(TIn input, StageContext context) =>
        throw new NotSupportedException($"{GetType().Name} overrides neither Run nor RunAsync");

    public virtual ValueTask<TOut?> RunAsync(TIn input, StageContext context, CancellationToken cancel) => new(Run(input, context));

    async ValueTask<StageOutcome> IStage.RunAsync(Item item, StageContext context, CancellationToken cancel)
    {
        var result = await RunAsync(item.Read<TIn>(), context, cancel).ConfigureAwait(false);
        return result is null
            ? new StageOutcome.Skip("the stage returned nothing")
            : new StageOutcome.Emit(JsonSerializer.SerializeToUtf8Bytes(result, Item.Json));
    }
}
