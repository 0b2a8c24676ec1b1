using System.Runtime.CompilerServices;
using System.Text;

namespace FilePipeline.Storage;

/// <summary>
/// Linux: every operation is one system call relative to an open folder, or a handful. What the interface promises holds on every
/// local file system (ext4, xfs, btrfs, tmpfs, overlay). Where a file system has no no-replace rename, as NFS, a file is moved by a
/// link and an unlink: still by one winner only, but a process killed in between leaves both names.
/// </summary>
[SkipLocalsInit]
internal sealed unsafe class PosixVolume : IVolume
{
    private const int NewFile = 0b110_100_100; // rw-r--r--
    private const int NewFolder = 0b111_101_101; // rwxr-xr-x

    /// <summary>A folder that is pruned while it is being made is made again so often.</summary>
    private const int MakeRounds = 16;

    private readonly Lazy<MachineIdentity> _machine;
    private readonly bool _oldSystem;

    /// <param name="oldSystem">Do without <c>openat2</c> and the no-replace rename, as on a system that has neither.</param>
    public PosixVolume(bool oldSystem = false)
    {
        _oldSystem = oldSystem;
        _machine = new(() => new(Environment.MachineName, ReadBoot()));
    }

    public MachineIdentity Machine => _machine.Value;

    public VolumeFolder? OpenFolder(string path, bool create = false)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var opened = OpenPath(path);
        if (opened == -Errno.NoEntry)
        {
            if (!create)
                return null;
            MakePath(path);
            opened = OpenPath(path);
        }
        return opened < 0 ? throw Refused("open folder", path, opened) : new PosixFolder(path, new PosixHandle(opened), _oldSystem);
    }

    public void MakeFolder(VolumeFolder folder, string name)
    {
        for (var round = 1; ; round++)
        {
            var result = TryMakeFolder(folder, name);
            if (result >= 0)
                return;
            if (result != -Errno.NoEntry || name.Length == 0 || round == MakeRounds)
                throw Refused("make folder", folder.PathOf(name), result);
            MakeFolder(folder, VolumeName.Parent(name));
        }
    }

    public bool TryRemoveFolder(VolumeFolder folder, string name)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var result = LinuxCalls.UnlinkAt(HandleOf(folder), path, LinuxCalls.RemoveDirectory);
        return result switch
        {
            >= 0 => true,
            -Errno.NoEntry or -Errno.NotEmpty or -Errno.Exists => false,
            _ => throw Refused("remove folder", folder.PathOf(name), result),
        };
    }

    public IEnumerable<VolumeEntry> List(VolumeFolder folder, string name = "")
    {
        var opened = ((PosixFolder)folder).Open(name, LinuxCalls.ReadOnly | LinuxCalls.Directory | LinuxCalls.NoFollow);
        if (opened == -Errno.NoEntry)
            yield break;
        if (opened < 0)
            throw Refused("list", folder.PathOf(name), opened);
        using var listing = new PosixListing(new PosixHandle(opened), folder.PathOf(name));
        while (listing.TryNext(out var entry))
            yield return entry;
    }

    public VolumeStat? Stat(VolumeFolder folder, string name)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        Statx stat;
        var result = LinuxCalls.StatAt(HandleOf(folder), path, &stat);
        return result switch
        {
            >= 0 => stat.ToStat(),
            -Errno.NoEntry or -Errno.NotADirectory => null,
            _ => throw Refused("look at", folder.PathOf(name), result),
        };
    }

    public VolumeRead Read(VolumeFolder folder, string name, ItemBuffer buffer, long limit, bool whenSettled = false)
    {
        buffer.Clear();
        var file = ((PosixFolder)folder).Open(name, LinuxCalls.ReadOnly | LinuxCalls.NoFollow | LinuxCalls.NonBlock);
        if (file < 0)
            return NotOpened(folder, name, file);
        try
        {
            return ReadOpened(folder, name, file, buffer, Math.Min(limit, Array.MaxLength - 1), whenSettled);
        }
        finally
        {
            _ = LinuxCalls.Close(file);
        }
    }

    public int ReadAt(VolumeFolder folder, string name, long offset, Span<byte> into)
    {
        var file = ((PosixFolder)folder).Open(name, LinuxCalls.ReadOnly | LinuxCalls.NoFollow | LinuxCalls.NonBlock);
        if (file == -Errno.NoEntry)
            return 0;
        if (file < 0)
            throw Refused("open", folder.PathOf(name), file);
        int got;
        fixed (byte* bytes = into)
            got = LinuxCalls.ReadAt(file, bytes, into.Length, offset);
        _ = LinuxCalls.Close(file);
        return got < 0 ? throw Refused("read", folder.PathOf(name), got) : got;
    }

    public VolumeStat? TryWriteNew(VolumeFolder folder, string name, ReadOnlySpan<byte> content)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var file = LinuxCalls.OpenAt(HandleOf(folder), path, LinuxCalls.WriteOnly | LinuxCalls.Create | LinuxCalls.Exclusive, NewFile);
        if (file == -Errno.Exists)
            return null;
        if (file < 0)
            throw Refused("create", folder.PathOf(name), file);

        Statx stat = default;
        var result = WriteAll(file, content);
        if (result >= 0)
            result = LinuxCalls.Stat(file, &stat);
        // Some file systems tell only now that the disk is full. An interrupted close has closed.
        var closed = LinuxCalls.Close(file);
        if (result >= 0 && closed != -Errno.Interrupted)
            result = closed;
        if (result >= 0)
            return stat.ToStat();

        _ = LinuxCalls.UnlinkAt(HandleOf(folder), path);
        throw Refused("write", folder.PathOf(name), result);
    }

    public IVolumeAppender OpenAppend(VolumeFolder folder, string name)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        const int flags = LinuxCalls.WriteOnly | LinuxCalls.Create | LinuxCalls.Append | LinuxCalls.NonBlock;
        var opened = LinuxCalls.OpenAt(HandleOf(folder), path, flags | LinuxCalls.NoFollow, NewFile);
        if (opened < 0)
            throw Refused("append to", folder.PathOf(name), opened);
        var file = new PosixHandle(opened);
        Statx stat;
        if (LinuxCalls.Stat(file, &stat) >= 0 && stat.Kind == EntryKind.File)
            return new PosixAppender(file, folder.PathOf(name));
        file.Dispose();
        throw new VolumeException("append to", folder.PathOf(name), VolumeFault.NotSupported, "It is no regular file");
    }

    public bool TryLink(VolumeFolder from, string name, VolumeFolder to, string newName)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var newPath = stackalloc byte[PosixName.Room(newName)];
        PosixName.Write(newName, newPath);
        var result = LinuxCalls.LinkAt(HandleOf(from), path, HandleOf(to), newPath);
        return result switch
        {
            >= 0 => true,
            -Errno.Exists => false,
            _ => throw Refused($"link {from.PathOf(name)} to", to.PathOf(newName), result),
        };
    }

    public bool TryRename(VolumeFolder from, string name, VolumeFolder to, string newName, RenameMode mode)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var newPath = stackalloc byte[PosixName.Room(newName)];
        PosixName.Write(newName, newPath);
        var flags = mode switch
        {
            RenameMode.NoReplace => LinuxCalls.RenameNoReplace,
            RenameMode.Exchange => LinuxCalls.RenameExchange,
            _ => 0,
        };
        var result = _oldSystem && mode == RenameMode.NoReplace
            ? -Errno.NoSuchCall
            : LinuxCalls.RenameAt(HandleOf(from), path, HandleOf(to), newPath, flags);
        if (mode == RenameMode.NoReplace && result is -Errno.Invalid or -Errno.NoSuchCall or -Errno.NotSupported)
            result = MoveByLink(HandleOf(from), path, HandleOf(to), newPath);
        return result switch
        {
            >= 0 => true,
            -Errno.Exists when mode == RenameMode.NoReplace => false,
            _ => throw Refused($"rename {from.PathOf(name)} to", to.PathOf(newName), result),
        };
    }

    public bool TryUnlink(VolumeFolder folder, string name)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var result = LinuxCalls.UnlinkAt(HandleOf(folder), path);
        return result switch
        {
            >= 0 => true,
            -Errno.NoEntry or -Errno.NotADirectory => false,
            _ => throw Refused("remove", folder.PathOf(name), result),
        };
    }

    public IVolumeLock? TryLock(VolumeFolder folder, string name)
    {
        const int flags = LinuxCalls.NonBlock;
        // Locks over a network want a file open for writing; a file of another user can be locked all the same.
        var opened = ((PosixFolder)folder).Open(name, LinuxCalls.ReadWrite | flags | LinuxCalls.NoFollow);
        if (opened is -Errno.Access or -Errno.ReadOnly)
            opened = ((PosixFolder)folder).Open(name, LinuxCalls.ReadOnly | flags | LinuxCalls.NoFollow);
        if (opened is -Errno.NoEntry or -Errno.NotADirectory or -Errno.TryAgain)
            return null;
        if (opened < 0)
            throw Refused("lock", folder.PathOf(name), opened);

        var file = new PosixHandle(opened);
        var result = LinuxCalls.Lock(file, LinuxCalls.LockExclusive | LinuxCalls.LockNonBlocking);
        if (result >= 0)
            return new PosixLock(file, folder.PathOf(name));
        file.Dispose();
        return result == -Errno.TryAgain ? null : throw Refused("lock", folder.PathOf(name), result);
    }

    public void SyncFile(VolumeFolder folder, string name) => Sync(folder, name, LinuxCalls.NonBlock);

    public void SyncFolder(VolumeFolder folder, string name = "")
    {
        if (name.Length > 0)
            Sync(folder, name, LinuxCalls.Directory);
        else if (LinuxCalls.Sync(HandleOf(folder)) is var result and < 0)
            throw Refused("sync", folder.Path, result);
    }

    public void SyncAll(VolumeFolder folder)
    {
        if (LinuxCalls.SyncFileSystem(HandleOf(folder)) is var result and < 0)
            throw Refused("sync the disk of", folder.Path, result);
    }

    public IVolumeWatch? TryWatch(VolumeFolder folder, Action<VolumeChange> changed) => PosixWatch.TryOpen(this, folder.Path, changed);

    /// <param name="result">What a system call returned, negative.</param>
    internal static VolumeException Refused(string verb, string path, int result) =>
        new(verb, path, Errno.ToFault(-result), Errno.Reason(-result));

    private static PosixHandle HandleOf(VolumeFolder folder) => ((PosixFolder)folder).Handle;

    private static int OpenPath(string path)
    {
        var bytes = stackalloc byte[PosixName.Room(path)];
        PosixName.WritePath(path, bytes);
        return LinuxCalls.OpenAt(PosixHandle.WorkingFolder, bytes, LinuxCalls.ReadOnly | LinuxCalls.Directory);
    }

    private void MakePath(string path)
    {
        var parent = Path.GetDirectoryName(path)!;
        using var folder = OpenFolder(parent, create: true)!;
        MakeFolder(folder, Path.GetFileName(path));
    }

    private static int TryMakeFolder(VolumeFolder folder, string name)
    {
        var path = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, path);
        var result = LinuxCalls.MakeDirectoryAt(HandleOf(folder), path, NewFolder);
        if (result != -Errno.Exists)
            return result;
        Statx stat;
        result = LinuxCalls.StatAt(HandleOf(folder), path, &stat);
        return result >= 0 && stat.Kind != EntryKind.Folder ? -Errno.NotADirectory : result;
    }

    private VolumeRead NotOpened(VolumeFolder folder, string name, int result)
    {
        var status = result switch
        {
            -Errno.NoEntry or -Errno.NotADirectory => ReadStatus.Missing,
            -Errno.Loop or -Errno.NoDeviceOrAddress or -Errno.NoDevice => ReadStatus.NotRegular,
            -Errno.Access or -Errno.NotPermitted => ReadStatus.Denied,
            _ => throw Refused("open", folder.PathOf(name), result),
        };
        if (status == ReadStatus.Missing || Stat(folder, name) is not { } stat)
            return new(ReadStatus.Missing, default);
        // Behind a linked sub-folder there may be a file, but not one of this folder.
        return new(status, result == -Errno.Loop ? stat with { Kind = EntryKind.Link } : stat);
    }

    private static VolumeRead ReadOpened(VolumeFolder folder, string name, int file, ItemBuffer buffer, long limit, bool whenSettled)
    {
        Statx stat;
        if (LinuxCalls.Stat(file, &stat) is var failed and < 0)
            throw Refused("look at", folder.PathOf(name), failed);
        var before = stat.ToStat();
        if (before.Kind != EntryKind.File)
            return new(ReadStatus.NotRegular, before);
        if (before.Size > limit)
            return new(ReadStatus.TooLarge, before);
        if (whenSettled && LinuxCalls.IsBeingWritten(file))
            return new(ReadStatus.BeingWritten, before);

        // Room for one byte more than the file has: the end is seen without growing the buffer.
        for (var hint = (int)before.Size + 1; ; hint = 1)
        {
            var room = buffer.GetSpan(hint);
            int got;
            fixed (byte* bytes = room)
                got = LinuxCalls.Read(file, bytes, room.Length);
            if (got < 0)
                throw Refused("read", folder.PathOf(name), got);
            buffer.Advance(got);
            // Less than asked for is the end when it is where the end is known to be; on some file systems less may also come before.
            if (got == 0 || got < room.Length && buffer.Length == before.Size)
                break;
            if (buffer.Length > limit)
            {
                buffer.Clear();
                return new(ReadStatus.TooLarge, before);
            }
        }
        if (!whenSettled)
            return new(ReadStatus.Ok, before);

        // A writer may have come after the question.
        if (LinuxCalls.Stat(file, &stat) is var failedNow and < 0)
            throw Refused("look at", folder.PathOf(name), failedNow);
        return new(stat.ToStat() == before ? ReadStatus.Ok : ReadStatus.BeingWritten, before);
    }

    private static int WriteAll(int file, ReadOnlySpan<byte> content)
    {
        fixed (byte* bytes = content)
        {
            var written = 0;
            while (written < content.Length)
            {
                var result = LinuxCalls.Write(file, bytes + written, content.Length - written);
                if (result < 0)
                    return result;
                written += result;
            }
        }
        return 0;
    }

    /// <summary>No-replace where the file system has none: who makes the new name has won.</summary>
    private static int MoveByLink(PosixHandle from, byte* path, PosixHandle to, byte* newPath)
    {
        var result = LinuxCalls.LinkAt(from, path, to, newPath);
        if (result == -Errno.NotPermitted)
        {
            // Folders have no links. A rename takes the place of an empty folder only, and that holds nothing to be lost.
            result = LinuxCalls.RenameAt(from, path, to, newPath, 0);
            return result is -Errno.NotEmpty or -Errno.NotADirectory ? -Errno.Exists : result;
        }
        // Over a network a link that was made may be told as failed when the answer was lost and the call repeated.
        if (result == -Errno.Exists && !AreOneFile(from, path, to, newPath))
            return result;
        return result is >= 0 or -Errno.Exists ? LinuxCalls.UnlinkAt(from, path) : result;
    }

    private static bool AreOneFile(PosixHandle from, byte* path, PosixHandle to, byte* newPath)
    {
        Statx one, other;
        return LinuxCalls.StatAt(from, path, &one) >= 0 && LinuxCalls.StatAt(to, newPath, &other) >= 0
            && one.ToStat() is var stat && other.ToStat() is var otherStat
            && stat.Inode == otherStat.Inode && stat.Device == otherStat.Device;
    }

    private static void Sync(VolumeFolder folder, string name, int flags)
    {
        var file = ((PosixFolder)folder).Open(name, LinuxCalls.ReadOnly | LinuxCalls.NoFollow | flags);
        if (file < 0)
            throw Refused("sync", folder.PathOf(name), file);
        var result = LinuxCalls.Sync(file);
        _ = LinuxCalls.Close(file);
        if (result < 0)
            throw Refused("sync", folder.PathOf(name), result);
    }

    private string ReadBoot()
    {
        var buffer = new ItemBuffer();
        using var folder = OpenFolder("/proc/sys/kernel/random");
        if (folder is not null)
            Read(folder, "boot_id", buffer, 1024);
        return Encoding.ASCII.GetString(buffer.Span).Trim();
    }
}
