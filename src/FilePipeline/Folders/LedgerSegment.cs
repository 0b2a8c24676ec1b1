using System.Buffers;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>Reads the whole lines of one ledger file, from where the last reading ended. A line without its end is left for later.</summary>
internal sealed class LedgerSegment(IVolume volume, VolumeFolder folder, string name)
{
    private const int Chunk = 1 << 18;
    public string Name { get; } = name;

    /// <summary>The inode under the name when it was last seen.</summary>
    public ulong Inode { get; set; }

    /// <summary>Up to here it has been read.</summary>
    public long Offset { get; private set; }

    public delegate void LineReader(ReadOnlySpan<byte> line, long offset);

    public void ReadOn(LineReader line)
    {
        if (volume.Stat(folder, Name) is { } stat && stat.Size == Offset)
            return; // told by one call instead of three, which counts where it is asked for each item
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var pending = 0; // bytes of a line that has begun, at the front of the buffer
        while (volume.ReadAt(folder, Name, Offset + pending, buffer.AsSpan(pending)) is > 0 and var read)
        {
            var rest = buffer.AsSpan(0, pending + read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                line(rest[..end], Offset);
                Offset += end + 1;
            }
            pending = rest.Length;
            rest.CopyTo(buffer);
            if (pending == buffer.Length)
                Grow(ref buffer);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
