using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>Reads what lies beside one item and remembers it for the ledger.</summary>
internal sealed class BesideReader(ItemFolder input, ItemKey key, long limit) : IBesideFiles
{
    private List<BesideFile>? _read;

    public IReadOnlyList<BesideFile> Files => _read ?? (IReadOnlyList<BesideFile>)[];

    public ReadOnlyMemory<byte> Read(string path)
    {
        var file = Resolve(path);
        var buffer = new ItemBuffer();
        var read = input.Read(file, buffer, limit);
        switch (read.Status)
        {
            case ReadStatus.Ok:
                (_read ??= []).Add(new(file, new(ContentDigest.Of(buffer.Span), read.Stat)));
                return buffer.Memory;
            case ReadStatus.Missing:
                throw Refused("beside_missing", path, "there is no such file; put it there, then filepipe retry");
            case ReadStatus.TooLarge:
                throw Refused("beside_too_large", path, $"it has {read.Stat.Size:N0} bytes, more than limits.item_size");
            case ReadStatus.Denied:
                throw Refused("beside_denied", path, "no permission to read it");
            default:
                throw Refused("beside_not_regular", path, "it is no regular file");
        }
    }

    private string Resolve(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = new List<string>(key.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (path.Length == 0 || path[0] == '/' || path.Contains('\0', StringComparison.Ordinal))
            throw Refused("beside_path", path, "write a path relative to the item");
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                    throw Refused("beside_path", path, $"it leads out of `{input.Name}`");
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }
        return string.Join('/', parts);
    }

    private static ItemFormatException Refused(string code, string path, string why) => new(code, $"`{path}` beside the item: {why}");
}
