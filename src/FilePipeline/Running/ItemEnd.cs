using FilePipeline.Folders;
using FilePipeline.Planning;

namespace FilePipeline.Running;

public enum ItemEndKind
{
    /// <summary>A new result.</summary>
    Published,

    /// <summary>A stale result was replaced.</summary>
    Replaced,

    /// <summary>Made again with the same bytes: nothing after it has to run.</summary>
    Same,
    Skipped,

    /// <summary>Will be tried again.</summary>
    Failed,
    Dead,

    /// <summary>Somebody else has it.</summary>
    Claimed,

    /// <summary>This worker has it already, in another loop.</summary>
    InWork,

    /// <summary>Under the claim there was nothing to do.</summary>
    NotRunnable,

    /// <summary>It may have killed a worker, and must run in a process of its own.</summary>
    NeedsQuarantine,

    /// <summary>Written aside; visible once it has been synced.</summary>
    Prepared,

    /// <summary>Given back on stopping; no attempt was counted.</summary>
    Released,
}

/// <summary>How one item ended.</summary>
public readonly record struct ItemEnd(ItemEndKind Kind)
{
    public Verdict Verdict { get; init; }

    public int Attempt { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>What waits to be published.</summary>
    internal PreparedResult Result { get; init; }

    /// <summary>Of a failure, a dead letter or a skip.</summary>
    public string? Code { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? DueAt { get; init; }
}
