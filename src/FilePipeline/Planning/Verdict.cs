using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Planning;

/// <summary>What is true of a key in a stage, and why.</summary>
public readonly record struct Verdict(ItemState State, Reason Reason)
{
    /// <summary>The item's file, where there is one.</summary>
    public ItemFile? Input { get; init; }

    /// <summary>The standing result, fresh or not.</summary>
    public VolumeStat? Result { get; init; }

    /// <summary>A record of this key, whether it holds or not.</summary>
    public AttemptRecord? Record { get; init; }

    /// <summary>The record is about this input and this stage: its attempts count.</summary>
    public bool RecordHolds { get; init; }

    /// <summary>When a waiting key may run.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public bool IsRunnable => Reason <= Reason.RetryDue;

    public bool Waits => Reason is > Reason.RetryDue and <= Reason.Claimed;
}
