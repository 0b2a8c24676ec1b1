namespace FilePipeline;

/// <summary>
/// A function from an item to its result. Called for many items at once on one instance, and again for the same item after
/// a failure, a crash or a change: the outcome may depend on the item and the parameters only.
/// </summary>
public interface IStage
{
    /// <summary>
    /// An exception counts as <see cref="StageOutcome.Retry"/> with code <c>stage_crashed</c>; an
    /// <see cref="ItemFormatException"/> as <see cref="StageOutcome.Reject"/>.
    /// </summary>
    ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel);
}
