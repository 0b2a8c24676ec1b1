namespace FilePipeline.Running;

/// <summary>Keys that may run later, by when. The truth is in their records; this is only the alarm clock.</summary>
internal sealed class WaitingKeys
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ItemKey, DateTimeOffset> _byTime = new();
    private readonly Dictionary<ItemKey, DateTimeOffset> _due = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _due.Count;
        }
    }

    /// <summary>Far in the future when none waits.</summary>
    public DateTimeOffset NextDueAt
    {
        get
        {
            lock (_gate)
                return _byTime.TryPeek(out _, out var due) ? due : DateTimeOffset.MaxValue;
        }
    }

    /// <summary>A key that waits already keeps the earlier time.</summary>
    public void Add(ItemKey key, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_due.TryGetValue(key, out var known) && known <= due)
                return;
            _due[key] = due;
            _byTime.Enqueue(key, due);
        }
    }

    public IReadOnlyList<ItemKey> TakeDue(DateTimeOffset now)
    {
        var keys = new List<ItemKey>();
        lock (_gate)
        {
            while (_byTime.TryPeek(out var key, out var due) && due <= now)
            {
                _byTime.Dequeue();
                if (_due.TryGetValue(key, out var latest) && latest == due && _due.Remove(key))
                    keys.Add(key);
            }
        }
        return keys;
    }
}
