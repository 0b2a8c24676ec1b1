using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>What one item at a time needs: its buffers and its clock. Used again for item after item.</summary>
internal sealed class Slot(TimeProvider clock) : IDisposable
{
    private CancellationTokenSource _cancel = new(Timeout.InfiniteTimeSpan, clock);
    private int _running;

    public ItemBuffer Input { get; } = new();

    public ItemBuffer Output { get; } = new();

    /// <summary>What runs here, for the watch over hung stages.</summary>
    public Attempt? Current { get; private set; }

    /// <summary>The watch has given its item up: what comes of it is nobody's business any more.</summary>
    public bool IsAbandoned => Volatile.Read(ref _running) == Abandoned;

    private const int Idle = 0, Running = 1, Abandoned = 2;

    public CancellationToken Begin(Attempt attempt, TimeSpan timeout)
    {
        if (!_cancel.TryReset())
        {
            _cancel.Dispose();
            _cancel = new(Timeout.InfiniteTimeSpan, clock);
        }
        _cancel.CancelAfter(timeout);
        Current = attempt;
        Volatile.Write(ref _running, Running);
        return _cancel.Token;
    }

    /// <summary><c>false</c>: it was abandoned, and somebody else has settled the claim.</summary>
    public bool End()
    {
        var mine = Interlocked.CompareExchange(ref _running, Idle, Running) == Running;
        _cancel.CancelAfter(Timeout.InfiniteTimeSpan);
        return mine;
    }

    /// <summary><c>true</c>: the claim is now the caller's to settle.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _running, Abandoned, Running) == Running;

    public void Cancel()
    {
        if (Volatile.Read(ref _running) == Running)
            _cancel.Cancel();
    }

    public void Dispose() => _cancel.Dispose();
}
