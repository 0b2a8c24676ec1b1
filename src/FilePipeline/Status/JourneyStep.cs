using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;

namespace FilePipeline.Status;

/// <summary>One stage on the way of an item.</summary>
/// <param name="History">The results that were made of it here, oldest first.</param>
public sealed record JourneyStep(StageDefinition Stage, Verdict Verdict, IReadOnlyList<LedgerLine> History)
{
    /// <summary>The line of the standing result; <c>null</c>: there is no result, or it is unrecorded or edited.</summary>
    public LedgerLine? Made { get; init; }

    /// <summary>Who works on it, or has left it behind.</summary>
    public ClaimOwner? Owner { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Something is here, or could be.</summary>
    public bool IsReached => Verdict.State != ItemState.Gone;

    /// <summary>There is a result; it may be stale, or its input gone.</summary>
    public bool HasResult => Verdict.Result is not null;
}
