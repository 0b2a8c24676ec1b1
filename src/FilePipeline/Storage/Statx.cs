using System.Runtime.InteropServices;

namespace FilePipeline.Storage;

/// <summary>What <c>statx</c> fills in, the same on all machines (statx(2)); only the fields that are asked for.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    private const int KindMask = 0xF000;

    [FieldOffset(28)] private ushort _mode;
    [FieldOffset(32)] private ulong _inode;
    [FieldOffset(40)] private long _size;
    [FieldOffset(112)] private long _modifiedSeconds;
    [FieldOffset(120)] private uint _modifiedNanoseconds;
    [FieldOffset(136)] private uint _deviceMajor;
    [FieldOffset(140)] private uint _deviceMinor;

    public readonly EntryKind Kind => (_mode & KindMask) switch
    {
        0x8000 => EntryKind.File,
        0x4000 => EntryKind.Folder,
        0xA000 => EntryKind.Link,
        _ => EntryKind.Other,
    };

    public readonly VolumeStat ToStat() => new(
        Kind, _size, _modifiedSeconds * 1_000_000_000 + _modifiedNanoseconds, _inode, (ulong)_deviceMajor << 32 | _deviceMinor);
}
