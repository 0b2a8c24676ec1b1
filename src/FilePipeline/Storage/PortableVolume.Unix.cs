using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace FilePipeline.Storage;

/// <summary>macOS, and Linux on other processors. <see cref="SyncAll"/> is begun but not waited for on macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class PortableVolumeOnUnix : PortableVolume
{
    private const string Library = "libc";
    private const int LockExclusiveNow = 2 | 4;
    private const int LockFree = 8;
    private const uint SwapOnMac = 2;
    private const uint ExclusiveOnMac = 4;

    private static readonly bool s_mac = OperatingSystem.IsMacOS();

    /// <summary>For reading, without waiting for a pipe, without following a link, not inherited.</summary>
    private static readonly int s_openFlags = s_mac
        ? 0x4 | 0x100 | 0x1000000
        : LinuxCalls.NonBlock | LinuxCalls.NoFollow | LinuxCalls.CloseOnExec;

    public override IVolumeLock? TryLock(VolumeFolder folder, string name)
    {
        var path = PathOf(folder, name);
        var file = Open(path);
        if (!file.IsInvalid && flock(file, LockExclusiveNow) == 0)
            return new Held(file);
        var error = Marshal.GetLastPInvokeError();
        var isMissing = file.IsInvalid && error is Errno.NoEntry or Errno.NotADirectory;
        file.Dispose();
        return isMissing || error == (s_mac ? 35 : Errno.TryAgain) ? null : throw Refused("lock", path, error);
    }

    public override void SyncFile(VolumeFolder folder, string name) => Sync(PathOf(folder, name));

    public override void SyncFolder(VolumeFolder folder, string name = "") => Sync(PathOf(folder, name));

    public override void SyncAll(VolumeFolder folder) => sync();

    private protected override ReadStatus OpenToRead(string path, bool whenSettled, out SafeFileHandle? file)
    {
        file = Open(path);
        if (!file.IsInvalid)
        {
            if (IsSeekable(file))
                return ReadStatus.Ok;
            file.Dispose();
            file = null;
            return ReadStatus.NotRegular;
        }
        var error = Marshal.GetLastPInvokeError();
        file = null;
        return FaultOf(error) switch
        {
            VolumeFault.NotFound or VolumeFault.NotAFolder => ReadStatus.Missing,
            VolumeFault.Denied => ReadStatus.Denied,
            VolumeFault.NotSupported => ReadStatus.NotRegular,
            _ => throw Refused("open", path, error),
        };
    }

    private protected override int Link(string path, string newPath) => Result(link(path, newPath));

    private protected override int Rename(string path, string newPath) => Result(rename(path, newPath));

    private protected override int Unlink(string path) => Result(unlink(path));

    private protected override int RenameWithoutReplacing(string path, string newPath)
    {
        if (s_mac && Result(renamex_np(path, newPath, ExclusiveOnMac)) is var answer && FaultOf(answer) != VolumeFault.NotSupported)
            return answer;
        var error = Link(path, newPath);
        if (error == 0)
            return Unlink(path);
        if (error != Errno.NotPermitted)
            return error;
        // Folders have no links. A rename takes the place of an empty folder only, and that holds nothing to be lost.
        error = Rename(path, newPath);
        return error == Errno.NotADirectory ? Errno.Exists : error;
    }

    private protected override int Exchange(string path, string newPath) =>
        s_mac && Result(renamex_np(path, newPath, SwapOnMac)) is var answer && FaultOf(answer) != VolumeFault.NotSupported
            ? answer
            : base.Exchange(path, newPath);

    private protected override VolumeFault FaultOf(int error) => (s_mac, error) switch
    {
        (_, Errno.NoDeviceOrAddress) or (true, 45 or 102) => VolumeFault.NotSupported,
        (true, 62) => VolumeFault.NotAFolder,
        (true, 63) => VolumeFault.NameTooLong,
        (true, 66) => VolumeFault.Exists,
        (true, 69) => VolumeFault.Quota,
        (true, 70) => VolumeFault.Io,
        (true, > 34) => VolumeFault.Other, // up to here the two agree
        _ => Errno.ToFault(error),
    };

    private protected override FileStreamOptions NewFile(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
    };

    private static SafeFileHandle Open(string path)
    {
        var file = open(path, s_openFlags);
        return new SafeFileHandle(file, ownsHandle: true);
    }

    private static bool IsSeekable(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static int Result(int returned) => returned < 0 ? Marshal.GetLastPInvokeError() : 0;

    private void Sync(string path)
    {
        using var file = Open(path);
        if (file.IsInvalid)
            throw Refused("sync", path, Marshal.GetLastPInvokeError());
        Do("sync", path, () =>
        {
            RandomAccess.FlushToDisk(file);
            return true;
        });
    }

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string path, string newPath);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string path, string newPath);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renamex_np(string path, string newPath, uint flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlink(string path);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport(Library)]
    private static partial void sync();

    private sealed class Held(SafeFileHandle file) : IVolumeLock
    {
        public VolumeStat Stat => StatOf(file);

        public void Dispose()
        {
            if (file.IsClosed)
                return;
            // Closing is not enough: a program that is being started at this moment still holds the file open until it runs.
            _ = flock(file, LockFree);
            file.Dispose();
        }
    }
}
