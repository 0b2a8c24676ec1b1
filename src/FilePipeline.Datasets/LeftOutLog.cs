namespace FilePipeline.Datasets;

/// <summary>Counts what is left out, and keeps the first few names.</summary>
internal sealed class LeftOutLog
{
    private const int Kept = 5;
    private readonly SortedDictionary<(string Folder, string Reason), (long Count, List<string> First)> _counts = [];

    public void Add(string folder, string reason, string key)
    {
        var (count, first) = _counts.TryGetValue((folder, reason), out var counted) ? counted : (0, []);
        if (first.Count < Kept)
            first.Add(key);
        _counts[(folder, reason)] = (count + 1, first);
    }

    /// <summary>By folder and reason.</summary>
    public IReadOnlyList<LeftOut> ToList() =>
        [.. _counts.Select(one => new LeftOut(one.Key.Folder, one.Key.Reason, one.Value.Count, one.Value.First))
            .OrderBy(one => one.Folder, StringComparer.Ordinal).ThenBy(one => one.Reason, StringComparer.Ordinal)];
}
