using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>What the stages of one run share.</summary>
internal sealed class RunScope(TimeProvider clock, bool watch, Action<RunEvent>? report, CancellationToken stop, CancellationToken stopNow)
{
    /// <summary>A run that is to end looks this often, a settle time apart, whether a file is still being written.</summary>
    public const int LooksAtOpenFiles = 3;

    private VolumeException? _trouble;
    private volatile bool _aborted;

    public TimeProvider Clock { get; } = clock;

    public bool Watch { get; } = watch;

    /// <summary>See <see cref="RunOptions.Keys"/>.</summary>
    public IReadOnlySet<ItemKey>? Keys { get; init; }

    /// <summary>The run is about this item too.</summary>
    public bool Includes(ItemKey key) => Keys?.Contains(key) != false;

    /// <summary>Publishes in synced groups; <c>null</c>: workers publish by themselves.</summary>
    public GroupCommit? Commit { get; set; }

    /// <summary>Runs a suspect elsewhere and then rescues what that has left.</summary>
    public required Func<string, ItemKey, Task> QuarantineAsync { get; init; }

    /// <summary>Running attempts are to end too.</summary>
    public CancellationToken StopNow { get; } = stopNow;

    /// <summary>Nothing new is taken.</summary>
    public bool IsStopping => _aborted || stop.IsCancellationRequested || Volatile.Read(ref _trouble) is not null;

    /// <summary>Other workers have been seen on these folders.</summary>
    public bool OthersSeen { get; set; }

    /// <summary>Where listings begin, so that workers do not run after each other.</summary>
    public double StartAfter { get; set; }

    /// <summary>What the machine refused; the first is told.</summary>
    public VolumeException? Refusal => Volatile.Read(ref _trouble);

    /// <summary>Stops all stages.</summary>
    public Action? StopAll { get; set; }

    /// <summary>The machine refuses: every further item would meet the same, so the run ends.</summary>
    public void Trouble(VolumeException trouble)
    {
        if (Interlocked.CompareExchange(ref _trouble, trouble, null) is null)
            StopAll?.Invoke();
    }

    /// <summary>Something of the engine itself has failed; it is thrown where it happened, and nobody may wait for what will not come.</summary>
    public void Abort()
    {
        _aborted = true;
        StopAll?.Invoke();
    }

    public void Report(RunEvent happened) => report?.Invoke(happened);
}
