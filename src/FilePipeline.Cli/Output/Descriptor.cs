using System.Runtime.InteropServices;

namespace FilePipeline.Cli.Output;

/// <summary>
/// What .NET's console does not do as a tool needs it: it switches the keyboard of the terminal into another mode at the first write
/// and leaves it there, it keeps to itself that a pipe is broken, and its other streams forget where a shared file ends.
/// </summary>
internal static partial class Descriptor
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int BrokenPipe = 32;
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ of Linux

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct WindowSize(ushort Rows, ushort Columns, ushort Width, ushort Height);

    /// <returns>In cells; <c>null</c>: it is no terminal, or does not say.</returns>
    public static int? Columns(int descriptor) =>
        OperatingSystem.IsLinux() && Control(descriptor, GetWindowSize, out var size) == 0 && size.Columns > 0 ? size.Columns : null;

    /// <summary>Writes some of it.</summary>
    /// <returns>How many bytes; below 0: <see cref="Marshal.GetLastPInvokeError"/> tells why not.</returns>
    public static nint Write(int descriptor, ReadOnlySpan<byte> content) => Write(descriptor, content, (nuint)content.Length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> content, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);
}
