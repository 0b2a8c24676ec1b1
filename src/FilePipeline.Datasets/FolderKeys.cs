using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>The keys of a folder's items: every visible <c>*.json</c> at any depth.</summary>
internal static class FolderKeys
{
    /// <returns>Sorted ordinally, each once. What lies there under an item's name without being one goes to <paramref name="leftOut"/>.</returns>
    public static List<string> Read(IVolume volume, VolumeFolder folder, string name, LeftOutLog leftOut, CancellationToken cancel)
    {
        var keys = new List<string>();
        var foreign = new SortedSet<(string Key, string Reason)>();
        var waiting = new Stack<string>([""]);
        while (waiting.TryPop(out var below))
        {
            foreach (var entry in volume.List(folder, below))
            {
                cancel.ThrowIfCancellationRequested();
                if (entry.Name.StartsWith('.'))
                    continue;
                var path = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
                if (entry.Kind == EntryKind.Folder)
                    waiting.Push(path);
                else if (!path.EndsWith(".json", StringComparison.Ordinal))
                    continue;
                else if (entry.Kind != EntryKind.File)
                    foreign.Add((path[..^5], "not_a_file"));
                else if (ItemKey.TryParse(path[..^5], out var key))
                    keys.Add(key.Value);
                else
                    foreign.Add((path[..^5], "bad_name"));
            }
        }
        foreach (var (key, reason) in foreign)
            leftOut.Add(name, reason, key);
        keys.Sort(StringComparer.Ordinal);
        RemoveRepeated(keys);
        return keys;
    }

    // a listing may name a file twice that was renamed meanwhile
    private static void RemoveRepeated(List<string> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || sorted[i] != sorted[kept - 1])
                sorted[kept++] = sorted[i];
        }
        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
