using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>The keys of a folder's items: every visible <c>*.json</c> at any depth.</summary>
internal static class FolderKeys
{
    /// <param name="keys">Gets them, one or the other twice: a listing may name a file again that was renamed meanwhile.</param>
    /// <param name="leftOut">Gets what lies there under an item's name without being one.</param>
    public static void Read(IVolume volume, VolumeFolder folder, string name, KeySorter keys, LeftOutLog leftOut, CancellationToken cancel)
    {
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
    }
}
