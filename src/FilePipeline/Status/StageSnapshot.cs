using FilePipeline.Planning;

namespace FilePipeline.Status;

/// <summary>The counts of one stage at one moment.</summary>
public sealed record StageSnapshot
{
    public required string Name { get; init; }

    /// <summary>The folder it reads.</summary>
    public required string From { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Somebody has put a <c>.paused</c> there.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Items in its input folder.</summary>
    public int Inputs => States.Values.Sum();

    /// <summary>Each input item once; states that none is in are left out.</summary>
    public required IReadOnlyDictionary<ItemState, int> States { get; init; }

    /// <summary>The same items by why they run, wait or do not run.</summary>
    public required IReadOnlyDictionary<Reason, int> Reasons { get; init; }

    /// <summary>Of those that are processing: claims of workers that are gone; the next run takes them up.</summary>
    public int Abandoned { get; init; }

    /// <summary>Results whose input is gone.</summary>
    public int Orphans { get; init; }

    /// <summary>Files in the input folder whose names cannot be keys.</summary>
    public int Refused { get; init; }

    /// <summary>When the item that has been pending longest was put there.</summary>
    public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>When the next failed item is tried again.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Results a second over the last minute; <c>null</c> where nobody is at work.</summary>
    public double? Rate { get; init; }

    /// <summary>What a run would do, with what waits for its time.</summary>
    public int Open => this[ItemState.Pending] + this[ItemState.Processing] + this[ItemState.Stale] + this[ItemState.Failed];

    public int this[ItemState state] => States.GetValueOrDefault(state);
}
