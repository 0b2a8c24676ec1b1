using FilePipeline.Planning;

namespace FilePipeline.Running;

/// <summary>What a run has done in one stage so far. Counts only grow, but for <see cref="Busy"/> and <see cref="Waiting"/>.</summary>
/// <param name="queued">Counts what has still to be looked at, without what has ended.</param>
public sealed class StageMeter(string stage, Func<int>? queued = null)
{
    private const int KeptProblems = 1_000;
    private readonly int[] _ends = new int[Enum.GetValues<ItemEndKind>().Length];
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StageProblem> _problems = new(StringComparer.Ordinal);
    private int _upToDate;
    private int _busy;
    private int _refused;
    private long _runNs;

    public string Stage { get; } = stage;

    /// <summary>Items seen by the first listing and since; grows while they arrive.</summary>
    public int Seen => UpToDate + Ended + Waiting + Queued + Held;

    /// <summary>Completed before this run came to them.</summary>
    public int UpToDate => Math.Max(0, Volatile.Read(ref _upToDate));

    /// <summary>Dead letters and skipped items of earlier runs, which hold.</summary>
    public int Held { get; internal set; }

    public int Published => Count(ItemEndKind.Published);

    public int Replaced => Count(ItemEndKind.Replaced);

    public int Same => Count(ItemEndKind.Same);

    public int Skipped => Count(ItemEndKind.Skipped);

    public int Dead => Count(ItemEndKind.Dead);

    /// <summary>Attempts that failed and are tried again.</summary>
    public int Failures => Count(ItemEndKind.Failed);

    /// <summary>Results, dead letters and skips of this run.</summary>
    public int Ended => Published + Replaced + Same + Skipped + Dead;

    /// <summary>Results made by this run, whatever became of the bytes.</summary>
    public int Results => Published + Replaced + Same;

    public int Busy => Volatile.Read(ref _busy);

    public int Queued => queued?.Invoke() ?? 0;

    /// <summary>For their next attempt, for a file to settle, for another worker.</summary>
    public int Waiting { get; internal set; }

    public DateTimeOffset? NextDueAt { get; internal set; }

    /// <summary>Files whose names cannot be keys.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public bool IsPaused { get; internal set; }

    public bool IsFinished { get; internal set; }

    /// <summary>Time spent inside the stage, all items together.</summary>
    public TimeSpan RunTime => TimeSpan.FromTicks(Interlocked.Read(ref _runNs) / 100);

    /// <summary>What went wrong for good, or will be tried again, by code.</summary>
    public IReadOnlyList<StageProblem> Problems
    {
        get
        {
            lock (_gate)
                return [.. _problems.Values];
        }
    }

    internal void Begin() => Interlocked.Increment(ref _busy);

    internal void End(ItemKey key, bool arrived, in ItemEnd end)
    {
        Interlocked.Decrement(ref _busy);
        Interlocked.Increment(ref _ends[(int)end.Kind]);
        Interlocked.Add(ref _runNs, end.Elapsed.Ticks * 100);
        // A listing counts what is complete. What it gave out and another worker has done meanwhile is complete too; what it counted
        // and an arrival has made again is not.
        if (!arrived && end is { Kind: ItemEndKind.NotRunnable, Verdict.State: ItemState.Completed })
            Interlocked.Increment(ref _upToDate);
        else if (arrived && end.Kind is ItemEndKind.Replaced or ItemEndKind.Same)
            Interlocked.Decrement(ref _upToDate);
        if (end is { Kind: ItemEndKind.Dead or ItemEndKind.Failed, Code: { } code })
            Add(code, key.Value, end.Message ?? "", dead: end.Kind == ItemEndKind.Dead);
    }

    internal void CountUpToDate() => Interlocked.Increment(ref _upToDate);

    /// <summary>A listing begins, which will count this run's own results too.</summary>
    internal void BeginListing() => Volatile.Write(ref _upToDate, -Results);

    internal void Refuse(string name, string problem)
    {
        Interlocked.Increment(ref _refused);
        Add("bad_name", name, problem, dead: true);
    }

    private int Count(ItemEndKind kind) => Volatile.Read(ref _ends[(int)kind]);

    private void Add(string code, string first, string message, bool dead)
    {
        lock (_gate)
        {
            var id = (dead ? "0" : "1") + code;
            if (_problems.TryGetValue(id, out var known))
                _problems[id] = known with { Count = known.Count + 1 };
            else if (_problems.Count < KeptProblems)
                _problems[id] = new(code, dead, 1, first, message);
        }
    }
}

/// <param name="Dead">For good; else it is tried again.</param>
/// <param name="First">The first key it happened to, with its <paramref name="Message"/>.</param>
public sealed record StageProblem(string Code, bool Dead, int Count, string First, string Message);
