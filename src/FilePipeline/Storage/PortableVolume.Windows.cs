#pragma warning disable RS0030 // this is the door to the disk that the ban leads to
using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace FilePipeline.Storage;

/// <summary>
/// NTFS. Files are written through, so that <see cref="SyncAll"/> has nothing to do; folders cannot be synced, their entries survive
/// in the order that the file system's own journal has. A name that Windows would read as another one is refused.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed partial class PortableVolumeOnWindows : PortableVolume
{
    private const uint ReplaceExisting = 1;
    private const int SharingViolation = 32;
    private const int LockViolation = 33;

    /// <summary>A byte that no file has: who reads the file is not in the way of the lock.</summary>
    private const long LockedByte = long.MaxValue - 1;

    private static readonly SearchValues<char> s_noName = SearchValues.Create("\\:*?\"<>|");

    public override IVolumeLock? TryLock(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        return Do<IVolumeLock?>("lock", path, () =>
        {
            if (StatOf(path) is null)
                return null;
            var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            try
            {
                file.Lock(LockedByte, 1);
                return new Held(file);
            }
            catch (IOException failure) when ((failure.HResult & 0xFFFF) == LockViolation)
            {
                file.Dispose();
                return null;
            }
        });
    }

    public override void SyncFile(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        Do("sync", path, () =>
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
            return true;
        });
    }

    public override void SyncFolder(VolumeFolder folder, string name = "")
    {
        var path = PathOf(folder, name);
        if (StatOf(path) is null)
            throw new VolumeException("sync", path, VolumeFault.NotFound, "No such file or folder");
    }

    public override void SyncAll(VolumeFolder folder)
    {
    }

    private protected override ReadStatus OpenToRead(string path, bool whenSettled, out SafeFileHandle? file)
    {
        file = null;
        // Who does not share with writers is not let in while there are any.
        var share = whenSettled ? FileShare.Read | FileShare.Delete : FileShare.ReadWrite | FileShare.Delete;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, share);
            return ReadStatus.Ok;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return ReadStatus.Missing;
        }
        catch (UnauthorizedAccessException)
        {
            return ReadStatus.Denied;
        }
        catch (IOException failure) when ((failure.HResult & 0xFFFF) == SharingViolation)
        {
            return ReadStatus.BeingWritten;
        }
    }

    private protected override int Link(string path, string newPath) => Result(CreateHardLink(newPath, path, 0));

    private protected override int Rename(string path, string newPath) => Result(MoveFileEx(path, newPath, ReplaceExisting));

    private protected override int RenameWithoutReplacing(string path, string newPath) => Result(MoveFileEx(path, newPath, 0));

    private protected override int Unlink(string path) => Result(DeleteFile(path));

    private protected override VolumeFault FaultOf(int error) => error switch
    {
        2 or 3 => VolumeFault.NotFound,
        4 => VolumeFault.TooManyOpen,
        5 => VolumeFault.Denied,
        17 => VolumeFault.CrossDevice,
        19 => VolumeFault.ReadOnly,
        23 or 1117 => VolumeFault.Io,
        39 or 112 => VolumeFault.NoSpace,
        1 or 50 => VolumeFault.NotSupported,
        80 or 145 or 183 => VolumeFault.Exists,
        206 => VolumeFault.NameTooLong,
        267 => VolumeFault.NotAFolder,
        1295 => VolumeFault.Quota,
        _ => VolumeFault.Other,
    };

    private protected override FileStreamOptions NewFile(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.WriteThrough,
    };

    private protected override string PathOf(VolumeFolder folder, string name)
    {
        foreach (var range in name.AsSpan().Split('/'))
        {
            var part = name.AsSpan(range);
            if (part.ContainsAny(s_noName) || part.EndsWith('.') || part.EndsWith(' '))
                throw new ArgumentException($"`{name}` is no name on Windows", nameof(name));
        }
        return base.PathOf(folder, name);
    }

    private static int Result(bool done) => done ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string newPath, string path, nint securityAttributes);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFileEx(string path, string newPath, uint flags);

    [LibraryImport("kernel32", EntryPoint = "DeleteFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeleteFile(string path);

    private sealed class Held(FileStream file) : IVolumeLock
    {
        public VolumeStat Stat => StatOf(file.SafeFileHandle);

        public void Dispose() => file.Dispose();
    }
}
