using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>What one item at a time needs: its buffers and its clock. Used again for item after item.</summary>
internal sealed class Slot(TimeProvider clock) : IDisposable
{
    private static readonly Attempt Abandoned = new(default, default, 0, default, default, 0);

    private CancellationTokenSource _cancel = new(Timeout.InfiniteTimeSpan, clock);
    private Attempt? _current;

    public ItemBuffer Input { get; } = new();

    public ItemBuffer Output { get; } = new();

    /// <summary>What runs here, for the watch over hung stages.</summary>
    public Attempt? Current => Volatile.Read(ref _current) is { } attempt && attempt != Abandoned ? attempt : null;

    /// <summary>The watch has given its item up: what comes of it is nobody's business any more.</summary>
    public bool IsAbandoned => Volatile.Read(ref _current) == Abandoned;

    public CancellationToken Begin(Attempt attempt, TimeSpan timeout)
    {
        if (!_cancel.TryReset())
        {
            _cancel.Dispose();
            _cancel = new(Timeout.InfiniteTimeSpan, clock);
        }
        _cancel.CancelAfter(timeout);
        Volatile.Write(ref _current, attempt);
        return _cancel.Token;
    }

    /// <summary><c>false</c>: it was abandoned, and somebody else has settled the claim.</summary>
    public bool End()
    {
        var mine = Volatile.Read(ref _current) is var attempt && attempt != Abandoned
            && Interlocked.CompareExchange(ref _current, null, attempt) == attempt;
        _cancel.CancelAfter(Timeout.InfiniteTimeSpan);
        return mine;
    }

    /// <summary><c>true</c>: the claim is now the caller's to settle. <c>false</c>: that attempt has ended.</summary>
    public bool TryAbandon(Attempt attempt) => Interlocked.CompareExchange(ref _current, Abandoned, attempt) == attempt;

    public void Cancel()
    {
        try
        {
            if (Current is not null)
                _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it has just ended
        }
    }

    public void Dispose() => _cancel.Dispose();
}
