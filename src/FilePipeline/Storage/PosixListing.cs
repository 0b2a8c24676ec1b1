using System.Buffers;
using System.Text;

namespace FilePipeline.Storage;

/// <summary>The entries of one open folder, a buffer full at a time (<c>getdents64</c>).</summary>
internal sealed unsafe class PosixListing(PosixHandle folder, string path) : IDisposable
{
    /// <summary>Thousands of names for one call.</summary>
    private const int BufferSize = 1 << 18;

    // struct linux_dirent64: inode 8, offset 8, length of this record 2, kind 1, name up to a NUL
    private const int LengthAt = 16;
    private const int KindAt = 18;
    private const int NameAt = 19;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _filled;
    private int _at;

    public bool TryNext(out VolumeEntry entry)
    {
        fixed (byte* buffer = _buffer)
        {
            while (_at < _filled || Fill(buffer))
            {
                var record = buffer + _at;
                _at += *(ushort*)(record + LengthAt);
                var name = new ReadOnlySpan<byte>(record + NameAt, int.MaxValue);
                name = name[..name.IndexOf((byte)0)];
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                    continue;
                if (KindOf(record) is not { } kind)
                    continue;
                entry = new(Encoding.UTF8.GetString(name), kind, *(ulong*)record);
                return true;
            }
        }
        entry = default;
        return false;
    }

    public void Dispose()
    {
        folder.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private bool Fill(byte* buffer)
    {
        _filled = LinuxCalls.ReadDirectory(folder, buffer, BufferSize);
        _at = 0;
        return _filled switch
        {
            > 0 => true,
            // the end, or the folder was removed meanwhile
            0 or -Errno.NoEntry => false,
            _ => throw PosixVolume.Refused("list", path, _filled),
        };
    }

    /// <summary><c>null</c>: it is gone.</summary>
    private EntryKind? KindOf(byte* record)
    {
        switch (record[KindAt])
        {
            case 8:
                return EntryKind.File;
            case 4:
                return EntryKind.Folder;
            case 10:
                return EntryKind.Link;
            case 0:
                // Some file systems do not say.
                Statx stat;
                var result = LinuxCalls.StatAt(folder, record + NameAt, &stat);
                return result switch
                {
                    >= 0 => stat.Kind,
                    -Errno.NoEntry => null,
                    _ => throw PosixVolume.Refused("list", path, result),
                };
            default:
                return EntryKind.Other;
        }
    }
}
