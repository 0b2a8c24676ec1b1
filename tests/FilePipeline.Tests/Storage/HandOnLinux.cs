using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace FilePipeline.Tests.Storage;

/// <summary>What a hand does on a real disk that .NET has no call for.</summary>
[SupportedOSPlatform("linux")]
internal static partial class HandOnLinux
{
    private const uint Nobody = 65534;
    private const uint Pipe = 0x1000;
    private const uint CharacterDevice = 0x2000;
    private const uint RegularFile = 0x8000;
    private const uint Rights = 0b110_100_100;

    public static bool IsRoot => geteuid() == 0;

    public static void MakePipe(string path) => Check(mknod(Bytes(path), Pipe | Rights, 0));

    /// <summary>A device like <c>/dev/zero</c>. <c>false</c>: not permitted.</summary>
    public static bool TryMakeZeroDevice(string path) => mknod(Bytes(path), CharacterDevice | Rights, (1 << 8) | 5) == 0;

    /// <summary>An empty file, its name being any bytes.</summary>
    public static void MakeFile(string folder, ReadOnlySpan<byte> name) => Check(mknod(Bytes(folder, name), RegularFile | Rights, 0));

    public static void Remove(string folder, ReadOnlySpan<byte> name) => Check(unlink(Bytes(folder, name)));

    /// <summary>Runs with the rights of a user who owns nothing, on a thread of its own.</summary>
    public static void AsNobody(Action action)
    {
        if (!IsRoot)
        {
            action();
            return;
        }
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            _ = setfsuid(Nobody);
            try
            {
                action();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
            _ = setfsuid(0);
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw failure;
    }

    private static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static byte[] Bytes(string folder, ReadOnlySpan<byte> name) => [.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. name, 0];

    private static void Check(int result)
    {
        if (result < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int setfsuid(uint user);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mknod(byte[] path, uint mode, ulong device);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlink(byte[] path);
}
