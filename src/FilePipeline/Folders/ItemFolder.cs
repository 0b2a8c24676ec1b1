using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// A folder that a stage reads: its visible files with an item's extension, at any depth. The engine never writes, moves or removes
/// anything here. A folder or a link with an item's name is listed too, so that it can be told.
/// </summary>
public sealed class ItemFolder(IVolume volume, VolumeFolder? folder, string name, IReadOnlyList<string> extensions) : IDisposable
{
    /// <summary>Names are put in order within pieces of this size, so that a folder of any size takes the same memory.</summary>
    private const int Piece = 10_000;

    public string Name { get; } = name;

    public IReadOnlyList<string> Extensions { get; } = extensions;

    public string PathOf(string file) => folder?.PathOf(file) ?? $"{Name}/{file}";

    /// <summary>Every item, streamed; in the order of the names as far as a sub-folder has at most 10,000 entries.</summary>
    /// <param name="startAfter">Begin behind this share of each piece (0 to 1), come to its front last: workers that share a folder do not run after each other.</param>
    public IEnumerable<FoundItem> List(double startAfter = 0)
    {
        if (folder is null)
            yield break;
        var piece = new VolumeEntry[Piece];
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var below))
        {
            var subFolders = new List<string>();
            foreach (var count in Pieces(below, piece))
            {
                var first = (int)(count * startAfter);
                for (var i = 0; i < count; i++)
                {
                    var entry = piece[(first + i) % count];
                    if (ExtensionOf(entry.Name) is { } extension)
                        yield return Found(Below(below, entry.Name), entry.Kind, extension);
                    else if (entry.Kind == EntryKind.Folder)
                        subFolders.Add(Below(below, entry.Name));
                }
            }
            subFolders.Sort(static (a, b) => string.CompareOrdinal(b, a));
            foreach (var subFolder in subFolders)
                folders.Push(subFolder);
        }
    }

    /// <summary>Fills <paramref name="piece"/> with entries in order, again and again; gives how many there are.</summary>
    private IEnumerable<int> Pieces(string below, VolumeEntry[] piece)
    {
        var count = 0;
        foreach (var entry in volume.List(folder!, below))
        {
            if (entry.Name[0] == '.')
                continue;
            piece[count++] = entry;
            if (count < Piece)
                continue;
            Sort(piece, count);
            yield return count;
            count = 0;
        }
        Sort(piece, count);
        yield return count;
    }

    private static void Sort(VolumeEntry[] piece, int count) =>
        piece.AsSpan(0, count).Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));

    /// <summary><c>null</c>: there is no file with this key.</summary>
    public ItemFile? Find(ItemKey key)
    {
        ItemFile? found = null;
        if (folder is null)
            return null;
        foreach (var extension in Extensions)
        {
            var file = key.Value + extension;
            if (volume.Stat(folder, file) is not { } stat)
                continue;
            found = found is { } first ? first with { Rival = file } : new ItemFile(file, extension, stat, null);
        }
        return found;
    }

    /// <summary><c>null</c>: a file of this name is no item.</summary>
    public ItemKey? KeyOf(string file) => ExtensionOf(file) is { } extension && ItemKey.TryParse(file[..^extension.Length], out var key) ? key : null;

    /// <summary>Reads a file of this folder; see <see cref="IVolume.Read"/>.</summary>
    public VolumeRead Read(string file, ItemBuffer buffer, long limit, bool whenSettled = false) =>
        folder is null ? new(ReadStatus.Missing, default) : volume.Read(folder, file, buffer, limit, whenSettled);

    public VolumeStat? Stat(string file) => folder is null ? null : volume.Stat(folder, file);

    public void Dispose() => folder?.Dispose();

    private static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static FoundItem Found(string file, EntryKind kind, string extension) =>
        ItemKey.TryParse(file[..^extension.Length], out var key, out var problem)
            ? new(file, key, kind, null)
            : new(file, default, kind, problem);

    private string? ExtensionOf(string file)
    {
        foreach (var extension in Extensions)
        {
            if (file.EndsWith(extension, StringComparison.Ordinal))
                return extension;
        }
        return null;
    }
}
