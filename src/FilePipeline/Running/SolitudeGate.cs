namespace FilePipeline.Running;

/// <summary>
/// Lets many items run together, or one alone: an item that may have killed its worker is run with nothing beside it, so that the
/// next death can be nobody else's. Who wants to be alone stops new ones from entering and waits until those inside have left.
/// </summary>
internal sealed class SolitudeGate
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _alone = new();
    private TaskCompletionSource? _open;
    private int _inside;

    /// <summary>Usually at once. Pair with <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync()
    {
        lock (_gate)
        {
            if (_open is null)
            {
                _inside++;
                return default;
            }
            return new(EnterLaterAsync(_open.Task));
        }
    }

    private async Task EnterLaterAsync(Task open)
    {
        await open.ConfigureAwait(false);
        await EnterAsync().ConfigureAwait(false);
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inside--;
            LetNextIn();
        }
    }

    /// <summary>Returns when nobody else is inside. Pair with <see cref="LeaveAlone"/>.</summary>
    public Task EnterAloneAsync()
    {
        lock (_gate)
        {
            _open ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _alone.Enqueue(turn);
            LetNextIn();
            return turn.Task;
        }
    }

    public void LeaveAlone() => Leave();

    private void LetNextIn()
    {
        if (_inside > 0)
            return;
        if (_alone.TryDequeue(out var next))
        {
            _inside = 1;
            next.SetResult();
        }
        else if (_open is { } open)
        {
            _open = null;
            open.SetResult();
        }
    }
}
