namespace FilePipeline.Storage;

public enum EntryKind : byte
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,
}

/// <summary>One line of a listing.</summary>
/// <param name="Name">Without its folder. Bytes that are no UTF-8 appear as U+FFFD.</param>
/// <param name="Inode">0 where the system has none.</param>
public readonly record struct VolumeEntry(string Name, EntryKind Kind, ulong Inode);

/// <summary>What the disk knows of a file.</summary>
/// <param name="ModifiedNs">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Inode">The same for all links of one file, 0 where the system has none.</param>
/// <param name="Device">The same for all files between which links and renames work.</param>
public readonly record struct VolumeStat(EntryKind Kind, long Size, long ModifiedNs, ulong Inode, ulong Device);
