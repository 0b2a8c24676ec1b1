namespace FilePipeline.Running;

/// <summary>
/// The keys that a stage has still to look at, in the order they came. The lister waits when it is full; arrivals from the stage before
/// never wait: past <see cref="Room"/> they are dropped and the folder is listed again later, for the listing is the truth.
/// </summary>
internal sealed class ItemQueue
{
    public const int Room = 65_536;
    private const int Comfortable = 2_048;
    private readonly Lock _gate = new();
    private readonly Queue<QueuedKey> _keys = new();
    private readonly Queue<TaskCompletionSource<bool>> _readers = new();
    private TaskCompletionSource? _space;
    private TaskCompletionSource? _idle;
    private int _open;
    private bool _closed;

    /// <summary>Keys were dropped since the last listing began.</summary>
    public bool Missed { get; private set; }

    /// <summary>Waiting and being worked on.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Forgets what was missed: a listing begins that will see it.</summary>
    public void BeginListing()
    {
        lock (_gate)
            Missed = false;
    }

    public void Offer(QueuedKey key)
    {
        lock (_gate)
        {
            if (_keys.Count >= Room)
                Missed = true;
            else
                Add(key);
        }
    }

    public async ValueTask AddAsync(ItemKey key)
    {
        while (true)
        {
            Task space;
            lock (_gate)
            {
                if (_keys.Count < Comfortable || _closed)
                {
                    Add(new(key));
                    return;
                }
                space = (_space ??= NewSource()).Task;
            }
            await space.ConfigureAwait(false);
        }
    }

    /// <summary><c>null</c>: closed. Each key that is taken is to be reported by <see cref="Done"/>.</summary>
    public async ValueTask<QueuedKey?> TakeAsync()
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                if (_closed)
                    return null;
                if (_keys.TryDequeue(out var key))
                {
                    if (_keys.Count < Comfortable / 2)
                        Signal(ref _space);
                    return key;
                }
                var reader = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _readers.Enqueue(reader);
                waiting = reader.Task;
            }
            await waiting.ConfigureAwait(false);
        }
    }

    public void Done()
    {
        lock (_gate)
        {
            if (--_open == 0)
                Signal(ref _idle);
        }
    }

    /// <summary>Completes when every key was taken and done, or the queue is closed.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
            return _open == 0 || _closed ? Task.CompletedTask : (_idle ??= NewSource()).Task;
    }

    /// <summary>Nothing more is taken; what waits is dropped.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _keys.Clear();
            while (_readers.TryDequeue(out var reader))
                reader.TrySetResult(false);
            Signal(ref _space);
            Signal(ref _idle);
        }
    }

    private void Add(QueuedKey key)
    {
        if (_closed)
            return;
        _open++;
        _keys.Enqueue(key);
        if (_readers.TryDequeue(out var reader))
            reader.TrySetResult(true);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Signal(ref TaskCompletionSource? source)
    {
        source?.TrySetResult();
        source = null;
    }
}

/// <param name="Arrived">The stage before has just published it, after the listing may have passed it.</param>
/// <param name="Settled">It was moved into the folder: it is whole, however young it is.</param>
internal readonly record struct QueuedKey(ItemKey Key, bool Arrived = false, bool Settled = false);
