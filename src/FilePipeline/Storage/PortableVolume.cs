#pragma warning disable RS0030 // this is the door to the disk that the ban leads to
using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace FilePipeline.Storage;

/// <summary>
/// What .NET and a few system calls make of the contract where <see cref="PosixVolume"/> does not run: macOS, Windows, Linux on other
/// processors. One winner per name, whole files under their names and locks that die with their process hold everywhere. These
/// promises are weaker:
/// <list type="bullet">
/// <item>A folder is its path: it is not followed when it is moved.</item>
/// <item>Links among the sub-folders of a name are looked for before a file is opened, so one put there in that moment is followed.</item>
/// <item>A pipe or a device is listed as a file; only reading it tells. A device may be read up to the limit.</item>
/// <item>Whether somebody writes a file is known on Windows only. Elsewhere what has changed while it was read is not settled.</item>
/// <item>Without replacing, Linux moves a file by a link and an unlink: killed in between, both names stay. A folder takes the place
/// of an empty one.</item>
/// <item>An exchange is three renames, but for macOS: killed in between, one of the two is left under a name that begins with
/// <c>.swap-</c>.</item>
/// <item>Of several that append to one file at once only those that share an appender keep their lines.</item>
/// <item>Inodes and devices are 0, and so is the boot.</item>
/// </list>
/// </summary>
internal abstract class PortableVolume : IVolume
{
    /// <summary>A folder that is pruned while it is being made is made again so often.</summary>
    private const int MakeRounds = 16;

    private static readonly EnumerationOptions AllEntries = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public MachineIdentity Machine { get; } = new(Environment.MachineName, "");

    public VolumeFolder? OpenFolder(string path, bool create = false)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Do<VolumeFolder?>("open folder", path, () =>
        {
            if (create)
                Make(path);
            if (!Directory.Exists(path))
                return PassesFile(path) ? throw NoFolder("open folder", path) : null;
            // Whether it may be entered shows only here.
            using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            return new PortableFolder(path);
        });
    }

    public void MakeFolder(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        Do("make folder", path, () =>
        {
            Make(path);
            return true;
        });
    }

    public bool TryRemoveFolder(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        return Do("remove folder", path, () =>
        {
            if (StatOf(path) is not { } stat)
                return false;
            if (stat.Kind != EntryKind.Folder)
                throw NoFolder("remove folder", path);
            try
            {
                Directory.Delete(path);
                return true;
            }
            catch (IOException failure) when (IsGoneOrThere(failure))
            {
                return false;
            }
        });
    }

    public IEnumerable<VolumeEntry> List(VolumeFolder folder, string name = "")
    {
        var path = PathOf(folder, name);
        using var entries = Do("list", path, () => EntriesOf(folder, name, path));
        while (entries is not null && Do("list", path, entries.MoveNext))
            yield return entries.Current;
    }

    public VolumeStat? Stat(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        return Do("look at", path, () => StatOf(path));
    }

    public VolumeRead Read(VolumeFolder folder, string name, ItemBuffer buffer, long limit, bool whenSettled = false)
    {
        buffer.Clear();
        var path = PathOf(folder, name);
        return Do("read", path, () =>
        {
            if (StatOf(path) is not { } stat)
                return new(ReadStatus.Missing, default);
            if (PassesLink(folder, name))
                return new(ReadStatus.NotRegular, stat with { Kind = EntryKind.Link });
            if (stat.Kind != EntryKind.File)
                return new(ReadStatus.NotRegular, stat);
            var status = OpenToRead(path, whenSettled, out var opened);
            using var file = opened;
            return file is null ? new(status, stat) : ReadOpened(file, buffer, Math.Min(limit, Array.MaxLength - 1), whenSettled);
        });
    }

    public int ReadAt(VolumeFolder folder, string name, long offset, Span<byte> into)
    {
        var path = PathOf(folder, name);
        try
        {
            if (OpenToRead(path, whenSettled: false, out var opened) == ReadStatus.Missing)
                return 0;
            using var file = opened;
            return file is null ? throw new VolumeException("read", path, VolumeFault.Denied, "no permission") : RandomAccess.Read(file, into, offset);
        }
        catch (IOException failure) when (failure is not VolumeException)
        {
            throw Refused("read", path, failure);
        }
    }

    public VolumeStat? TryWriteNew(VolumeFolder folder, string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(folder, name);
        FileStream file;
        try
        {
            file = new FileStream(path, NewFile(FileMode.CreateNew));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure is not PathTooLongException && StatOf(path) is not null ? null : throw Refused("create", path, failure);
        }
        try
        {
            using (file)
            {
                file.Write(content);
                return StatOf(file.SafeFileHandle);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _ = Unlink(path);
            throw Refused("write", path, failure);
        }
    }

    public IVolumeAppender OpenAppend(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        return Do("append to", path, () =>
        {
            if (StatOf(path) is { } stat && (stat.Kind != EntryKind.File || !IsRegular(path)))
                throw new VolumeException("append to", path, VolumeFault.NotSupported, "It is no regular file");
            return new PortableAppender(new FileStream(path, NewFile(FileMode.OpenOrCreate)).SafeFileHandle, path);
        });
    }

    public bool TryLink(VolumeFolder from, string name, VolumeFolder to, string newName)
    {
        var path = PathOf(from, name);
        var newPath = PathOf(to, newName);
        var error = Link(path, newPath);
        return error == 0 || (FaultOf(error) == VolumeFault.Exists ? false : throw Refused($"link {path} to", newPath, error));
    }

    public bool TryRename(VolumeFolder from, string name, VolumeFolder to, string newName, RenameMode mode)
    {
        var path = PathOf(from, name);
        var newPath = PathOf(to, newName);
        var error = mode switch
        {
            RenameMode.NoReplace => RenameWithoutReplacing(path, newPath),
            RenameMode.Exchange => Exchange(path, newPath),
            _ => Rename(path, newPath),
        };
        if (error == 0)
            return true;
        return FaultOf(error) == VolumeFault.Exists && mode == RenameMode.NoReplace
            ? false
            : throw Refused($"rename {path} to", newPath, error);
    }

    public bool TryUnlink(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        var error = Unlink(path);
        return error == 0 || (FaultOf(error) is VolumeFault.NotFound or VolumeFault.NotAFolder ? false : throw Refused("remove", path, error));
    }

    public abstract IVolumeLock? TryLock(VolumeFolder folder, string name);

    public abstract void SyncFile(VolumeFolder folder, string name);

    public abstract void SyncFolder(VolumeFolder folder, string name = "");

    public abstract void SyncAll(VolumeFolder folder);

    /// <summary>Opens a regular file without waiting. When <c>null</c>, the status says why.</summary>
    private protected abstract ReadStatus OpenToRead(string path, bool whenSettled, out SafeFileHandle? file);

    /// <summary>The second name must be free. Like the next four it returns 0 or the system's error number.</summary>
    private protected abstract int Link(string path, string newPath);

    private protected abstract int Rename(string path, string newPath);

    private protected abstract int RenameWithoutReplacing(string path, string newPath);

    private protected abstract int Unlink(string path);

    private protected virtual int Exchange(string path, string newPath)
    {
        var aside = Path.Combine(Path.GetDirectoryName(newPath)!, $".swap-{Guid.NewGuid():N}");
        var error = Rename(newPath, aside);
        if (error != 0)
            return error;
        error = Rename(path, newPath);
        if (error == 0)
            return Rename(aside, path);
        _ = Rename(aside, newPath);
        return error;
    }

    private protected abstract VolumeFault FaultOf(int error);

    /// <summary>How files are opened that are written.</summary>
    private protected abstract FileStreamOptions NewFile(FileMode mode);

    private protected virtual string PathOf(VolumeFolder folder, string name)
    {
        VolumeName.Check(name);
        return folder.PathOf(name);
    }

    private protected T Do<T>(string verb, string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException and not VolumeException or UnauthorizedAccessException)
        {
            throw Refused(verb, path, failure);
        }
    }

    private protected VolumeException Refused(string verb, string path, int error) =>
        new(verb, path, FaultOf(error), System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error));

    private protected VolumeException Refused(string verb, string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(verb, path, VolumeFault.NotFound, "No such file or folder", failure),
        UnauthorizedAccessException => new(verb, path, VolumeFault.Denied, "Permission denied", failure),
        PathTooLongException => new(verb, path, VolumeFault.NameTooLong, "File name too long", failure),
        // What is left carries the system's error number.
        _ => Refused(verb, path, failure.HResult & 0xFFFF),
    };

    private protected static VolumeStat StatOf(SafeFileHandle file) =>
        new(EntryKind.File, RandomAccess.GetLength(file), Nanoseconds(File.GetLastWriteTimeUtc(file)), 0, 0);

    private protected static VolumeStat? StatOf(string path)
    {
        var file = new FileInfo(path);
        if (file.Attributes == (FileAttributes)(-1))
            return null;
        var kind = KindOf(file.Attributes);
        return new(kind, kind == EntryKind.File ? file.Length : 0, Nanoseconds(file.LastWriteTimeUtc), 0, 0);
    }

    private static EntryKind KindOf(FileAttributes attributes) =>
        attributes.HasFlag(FileAttributes.ReparsePoint) ? EntryKind.Link
        : attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Folder
        : EntryKind.File;

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private void Make(string path)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                Directory.CreateDirectory(path);
                return;
            }
            catch (IOException) when (PassesFile(path))
            {
                throw NoFolder("make folder", path);
            }
            catch (IOException failure) when (round < MakeRounds && IsGoneOrThere(failure))
            {
            }
        }
    }

    /// <summary>Somebody else was first.</summary>
    private bool IsGoneOrThere(IOException failure) =>
        failure is DirectoryNotFoundException || FaultOf(failure.HResult & 0xFFFF) == VolumeFault.Exists;

    private static IEnumerator<VolumeEntry>? EntriesOf(VolumeFolder folder, string name, string path) => StatOf(path)?.Kind switch
    {
        null => null,
        EntryKind.Folder when !PassesLink(folder, name) => new FileSystemEnumerable<VolumeEntry>(
            path, (ref entry) => new(entry.FileName.ToString(), KindOf(entry.Attributes), 0), AllEntries).GetEnumerator(),
        _ => throw NoFolder("list", path),
    };

    private static VolumeRead ReadOpened(SafeFileHandle file, ItemBuffer buffer, long limit, bool whenSettled)
    {
        var before = StatOf(file);
        if (before.Size > limit)
            return new(ReadStatus.TooLarge, before);
        // Room for one byte more than the file has: the end is seen without growing the buffer.
        for (var hint = (int)before.Size + 1; ; hint = 1)
        {
            var got = RandomAccess.Read(file, buffer.GetSpan(hint), buffer.Length);
            if (got == 0)
                break;
            buffer.Advance(got);
            if (buffer.Length > limit)
            {
                buffer.Clear();
                return new(ReadStatus.TooLarge, before);
            }
        }
        return new(whenSettled && StatOf(file) != before ? ReadStatus.BeingWritten : ReadStatus.Ok, before);
    }

    private bool IsRegular(string path)
    {
        var status = OpenToRead(path, whenSettled: false, out var file);
        file?.Dispose();
        return status != ReadStatus.NotRegular;
    }

    private static bool PassesLink(VolumeFolder folder, string name)
    {
        while ((name = VolumeName.Parent(name)).Length > 0)
        {
            if (StatOf(folder.PathOf(name))?.Kind == EntryKind.Link)
                return true;
        }
        return false;
    }

    /// <summary>Whether the path or a part on its way is something, but no folder.</summary>
    private static bool PassesFile(string? path)
    {
        for (; path is not null; path = Path.GetDirectoryName(path))
        {
            if (StatOf(path) is { Kind: not EntryKind.Folder } && !Directory.Exists(path))
                return true;
        }
        return false;
    }

    private static VolumeException NoFolder(string verb, string path) => new(verb, path, VolumeFault.NotAFolder, "Not a folder");

    private sealed class PortableFolder(string path) : VolumeFolder(path);
}
