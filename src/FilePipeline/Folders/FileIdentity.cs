using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>What a ledger line or a record remembers of a file: its content, and the size and time by which it is recognised unread.</summary>
/// <param name="Digest"><c>null</c>: it could not be read.</param>
/// <param name="ModifiedNs">Nanoseconds since 1970-01-01 UTC.</param>
public readonly record struct FileIdentity(ContentDigest? Digest, long Size, long ModifiedNs)
{
    public FileIdentity(ContentDigest? digest, in VolumeStat stat) : this(digest, stat.Size, stat.ModifiedNs)
    {
    }

    /// <summary>Size and time in 64 bits, for the index.</summary>
    public ulong Stamp => StampOf(Size, ModifiedNs);

    public bool SameStamp(in VolumeStat stat) => Size == stat.Size && ModifiedNs == stat.ModifiedNs;

    public static ulong StampOf(in VolumeStat stat) => StampOf(stat.Size, stat.ModifiedNs);

    internal static ulong StampOf(long size, long modified)
    {
        var x = (ulong)modified * 0x9E3779B97F4A7C15 + (ulong)size; // splitmix64's finish
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
