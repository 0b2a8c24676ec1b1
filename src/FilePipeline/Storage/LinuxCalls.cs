using System.Reflection;
using System.Runtime.InteropServices;

namespace FilePipeline.Storage;

/// <summary>
/// The system calls of Linux on x64 and arm64 that <see cref="PosixVolume"/> is made of. Each returns what the call returned, or
/// the error number, negative; a call that a signal has interrupted is made again.
/// <para>
/// The symbols are looked up in the program itself, so that a preloaded library can stand before them. What the oldest supported C
/// libraries have no function for goes through <c>syscall</c>.
/// </para>
/// </summary>
internal static unsafe partial class LinuxCalls
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;

    /// <summary>Never waits for the other end of a pipe.</summary>
    public const int NonBlock = 0x800;

    public const int CloseOnExec = 0x80000;
    public static readonly int Directory = OnArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = OnArm ? 0x8000 : 0x20000;

    public const int RemoveDirectory = 0x200;
    public const int RenameNoReplace = 1;
    public const int RenameExchange = 2;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockFree = 8;

    private const string Library = "libc";
    private const int NoFollowStat = 0x100;
    private const int EmptyPath = 0x1000;
    private const nint TypeModifiedInodeSize = 0x1 | 0x40 | 0x100 | 0x200;
    private const ulong ResolveBeneathWithoutLinks = 0x08 | 0x04;

    /// <summary>So often something may be renamed on the way while a path is walked.</summary>
    private const int RenamedOnTheWay = 100;

    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int UrgentSignal = 23;
    private const int PollIn = 1;
    private const int SeekCurrent = 1;

    private static readonly nint RenameAt2Number = OnArm ? 276 : 316;
    private static readonly nint StatxNumber = OnArm ? 291 : 332;
    private static readonly nint GetDents64Number = OnArm ? 61 : 217;
    private static readonly nint OpenAt2Number = 437;

    static LinuxCalls() => NativeLibrary.SetDllImportResolver(typeof(LinuxCalls).Assembly, Resolve);

    private static bool OnArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    private static int Error => Marshal.GetLastPInvokeError();

    private static bool IsInterrupted(nint result) => result < 0 && Error == Errno.Interrupted;

    private static int Answer(nint result) => result < 0 ? -Error : (int)result;

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library != Library)
            return 0;
        var program = NativeLibrary.GetMainProgramHandle();
        return NativeLibrary.TryGetExport(program, "syscall", out _) ? program : NativeLibrary.Load("libc.so.6");
    }

    public static int OpenAt(PosixHandle folder, byte* path, int flags, int mode = 0)
    {
        int result;
        do
            result = openat(folder, path, flags | CloseOnExec, mode);
        while (IsInterrupted(result));
        return Answer(result);
    }

    /// <summary>Opens what lies below a folder without passing any symbolic link on the way.</summary>
    public static int OpenBeneath(PosixHandle folder, byte* path, int flags)
    {
        var how = stackalloc ulong[] { (uint)(flags | CloseOnExec), 0, ResolveBeneathWithoutLinks };
        nint result;
        var rounds = 0;
        do
            result = openat2(OpenAt2Number, folder, path, how, 3 * sizeof(ulong));
        while (IsInterrupted(result) || result < 0 && Error == Errno.TryAgain && ++rounds < RenamedOnTheWay);
        return Answer(result);
    }

    /// <summary>The end of an open file's life; the number is free again whatever this returns.</summary>
    public static int Close(int file) => Answer(close(file));

    public static int Read(int file, byte* buffer, int count)
    {
        nint result;
        do
            result = read(file, buffer, count);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int ReadAt(int file, byte* buffer, int count, long offset)
    {
        nint result;
        do
            result = pread(file, buffer, count, offset);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int Write(int file, byte* buffer, int count)
    {
        nint result;
        do
            result = write(file, buffer, count);
        while (IsInterrupted(result));
        return Answer(result);
    }

    /// <summary>Where the last write to a file has ended.</summary>
    public static long Position(int file) => lseek(file, 0, SeekCurrent) is var at and >= 0 ? at : -Error;

    public static int Truncate(int file, long length)
    {
        int result;
        do
            result = ftruncate(file, length);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int LinkAt(PosixHandle from, byte* path, PosixHandle to, byte* newPath)
    {
        int result;
        do
            result = linkat(from, path, to, newPath, 0);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int RenameAt(PosixHandle from, byte* path, PosixHandle to, byte* newPath, int flags)
    {
        nint result;
        do
        {
            // plain `rename` is understood where the newer call is not
            result = flags == 0 ? renameat(from, path, to, newPath) : renameat2(RenameAt2Number, from, path, to, newPath, flags);
        }
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int UnlinkAt(PosixHandle folder, byte* path, int flags = 0)
    {
        int result;
        do
            result = unlinkat(folder, path, flags);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int MakeDirectoryAt(PosixHandle folder, byte* path, int mode)
    {
        int result;
        do
            result = mkdirat(folder, path, mode);
        while (IsInterrupted(result));
        return Answer(result);
    }

    /// <summary>Asks for what <see cref="Statx.ToStat"/> tells; a symbolic link is not followed.</summary>
    public static int StatAt(PosixHandle folder, byte* path, Statx* stat)
    {
        nint result;
        do
            result = statx(StatxNumber, folder, path, NoFollowStat, TypeModifiedInodeSize, stat);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int Stat(int file, Statx* stat)
    {
        byte nothing = 0;
        nint result;
        do
            result = statx(StatxNumber, (nint)file, &nothing, EmptyPath, TypeModifiedInodeSize, stat);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int Stat(PosixHandle file, Statx* stat)
    {
        byte nothing = 0;
        nint result;
        do
            result = statx(StatxNumber, file, &nothing, EmptyPath, TypeModifiedInodeSize, stat);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int ReadDirectory(PosixHandle folder, byte* buffer, int count)
    {
        nint result;
        do
            result = getdents64(GetDents64Number, folder, buffer, count);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int Sync(int file)
    {
        int result;
        do
            result = fsync(file);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int Sync(PosixHandle folder)
    {
        int result;
        do
            result = fsync(folder);
        while (IsInterrupted(result));
        return Answer(result);
    }

    public static int SyncFileSystem(PosixHandle folder)
    {
        int result;
        do
            result = syncfs(folder);
        while (IsInterrupted(result));
        return Answer(result);
    }

    /// <summary>A queue of changes that is read by <see cref="ReadWatch"/>.</summary>
    public static int OpenWatch() => Answer(inotify_init1(NonBlock | CloseOnExec));

    public static int AddWatch(PosixHandle queue, byte* path, uint changes) => Answer(inotify_add_watch(queue, path, changes));

    /// <summary>Waits at most <paramref name="patience"/> milliseconds; 0 when nothing came.</summary>
    public static int ReadWatch(PosixHandle queue, byte* buffer, int count, int patience)
    {
        var held = false;
        try
        {
            queue.DangerousAddRef(ref held);
            var asked = (Descriptor: (int)queue.DangerousGetHandle(), Events: (short)PollIn, Answered: (short)0);
            if (poll(&asked, 1, patience) <= 0)
                return 0;
            return Read((int)queue.DangerousGetHandle(), buffer, count);
        }
        finally
        {
            if (held)
                queue.DangerousRelease();
        }
    }

    public static int Lock(PosixHandle file, int operation)
    {
        int result;
        do
            result = flock(file, operation);
        while (IsInterrupted(result));
        return Answer(result);
    }

    /// <summary>
    /// Whether anybody has a file open for writing: only then the kernel refuses a read lease. Where it refuses for other reasons
    /// (another owner's file, a file system without leases) the answer is <c>false</c>. A program that is being started holds a copy
    /// of what its starter has open until it runs, so a file may count as being written for a moment after it was closed.
    /// </summary>
    /// <param name="file">Open for reading only.</param>
    public static bool IsBeingWritten(int file)
    {
        // Whoever opens the file for writing meanwhile makes the kernel send a signal. It must be one that is ignored by default:
        // the usual one, SIGIO, ends the process.
        if (fcntl(file, SetSignal, UrgentSignal) < 0)
            return false;
        if (fcntl(file, SetLease, ReadLease) < 0)
            return Error == Errno.TryAgain;
        _ = fcntl(file, SetLease, NoLease);
        return false;
    }

    [LibraryImport(Library, SetLastError = true)]
    private static partial int openat(PosixHandle folder, byte* path, int flags, int mode);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint openat2(nint number, PosixHandle folder, byte* path, ulong* how, nint size);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint read(int file, byte* buffer, nint count);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint pread(int file, byte* buffer, nint count, long offset);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint write(int file, byte* buffer, nint count);

    [LibraryImport(Library, SetLastError = true)]
    private static partial long lseek(int file, long offset, int whence);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int ftruncate(int file, long length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int linkat(PosixHandle from, byte* path, PosixHandle to, byte* newPath, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int renameat(PosixHandle from, byte* path, PosixHandle to, byte* newPath);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint renameat2(nint number, PosixHandle from, byte* path, PosixHandle to, byte* newPath, nint flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int unlinkat(PosixHandle folder, byte* path, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int mkdirat(PosixHandle folder, byte* path, int mode);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint statx(nint number, PosixHandle folder, byte* path, nint flags, nint mask, Statx* stat);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint statx(nint number, nint file, byte* path, nint flags, nint mask, Statx* stat);

    [LibraryImport(Library, SetLastError = true, EntryPoint = "syscall")]
    private static partial nint getdents64(nint number, PosixHandle folder, byte* buffer, nint count);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fsync(PosixHandle file);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int syncfs(PosixHandle file);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int flock(PosixHandle file, int operation);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int inotify_init1(int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int inotify_add_watch(PosixHandle queue, byte* path, uint changes);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int poll(void* descriptors, ulong count, int patience);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fcntl(int file, int command, nint argument);
}
