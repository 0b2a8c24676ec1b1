namespace FilePipeline.Datasets;

/// <summary>Counts of rows, and the first few keys of each kind.</summary>
public sealed record RowChanges
{
    private const int Kept = 5;
    private readonly List<string> _added = [], _removed = [], _changed = [], _moved = [];

    public long Added { get; private set; }

    public long Removed { get; private set; }

    /// <summary>Other values in a column that both versions have.</summary>
    public long Changed { get; private set; }

    /// <summary>In another split; a row may be changed and moved.</summary>
    public long Moved { get; private set; }

    public IReadOnlyList<string> FirstAdded => _added;

    public IReadOnlyList<string> FirstRemoved => _removed;

    public IReadOnlyList<string> FirstChanged => _changed;

    public IReadOnlyList<string> FirstMoved => _moved;

    internal void Add(string key) => Added = Count(Added, _added, key);

    internal void Remove(string key) => Removed = Count(Removed, _removed, key);

    internal void Change(string key) => Changed = Count(Changed, _changed, key);

    internal void Move(string key) => Moved = Count(Moved, _moved, key);

    private static long Count(long count, List<string> first, string key)
    {
        if (first.Count < Kept && !first.Contains(key))
            first.Add(key);
        return count + 1;
    }
}
