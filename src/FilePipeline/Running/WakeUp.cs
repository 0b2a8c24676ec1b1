namespace FilePipeline.Running;

/// <summary>Wakes one waiter; a call that comes before the wait is not lost.</summary>
internal sealed class WakeUp
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _signal = New();

    public void Set()
    {
        lock (_gate)
            _signal.TrySetResult();
    }

    /// <summary>Returns when it was set since the last wait, or after <paramref name="longest"/>, whichever is first.</summary>
    /// <param name="also">Ends the wait too.</param>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, Task? also = null)
    {
        Task signal;
        lock (_gate)
            signal = _signal.Task;
        if (longest > TimeSpan.Zero)
        {
            using var done = new CancellationTokenSource();
            // TimeProvider's timers take at most 49 days
            var pause = Task.Delay(longest < TimeSpan.FromDays(40) ? longest : TimeSpan.FromDays(40), clock, done.Token);
            await (also is null ? Task.WhenAny(signal, pause) : Task.WhenAny(signal, pause, also)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
        }
        lock (_gate)
        {
            if (_signal.Task.IsCompleted)
                _signal = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
