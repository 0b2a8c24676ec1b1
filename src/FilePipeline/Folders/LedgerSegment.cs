using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>Reads the whole lines of one ledger file, from where the last reading ended. A line without its end is left for later.</summary>
internal sealed class LedgerSegment(IVolume volume, VolumeFolder folder, string name)
{
    private const int Chunk = 1 << 18;
    private byte[] _buffer = [];

    public string Name { get; } = name;

    /// <summary>The inode under the name when it was last seen.</summary>
    public ulong Inode { get; set; }

    /// <summary>Up to here it has been read.</summary>
    public long Offset { get; private set; }

    public delegate void LineReader(ReadOnlySpan<byte> line, long offset);

    public void ReadOn(LineReader line)
    {
        var pending = 0; // bytes of a line that has begun, at the front of the buffer
        while (true)
        {
            if (_buffer.Length - pending < Chunk)
                Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Chunk * 2));
            var read = volume.ReadAt(folder, Name, Offset + pending, _buffer.AsSpan(pending));
            if (read == 0)
                break;
            var rest = _buffer.AsSpan(0, pending + read);
            int end;
            while ((end = rest.IndexOf((byte)'\n')) >= 0)
            {
                line(rest[..end], Offset);
                Offset += end + 1;
                rest = rest[(end + 1)..];
            }
            pending = rest.Length;
            rest.CopyTo(_buffer);
        }
        _buffer = [];
    }
}
