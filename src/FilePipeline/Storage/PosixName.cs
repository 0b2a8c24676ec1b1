using System.Text;

namespace FilePipeline.Storage;

/// <summary>Turns a name into what the kernel takes: UTF-8, ending in NUL, on the caller's stack.</summary>
internal static unsafe class PosixName
{
    /// <summary>The kernel takes no longer path.</summary>
    private const int Longest = 4096;

    /// <summary>Bytes that are enough for <paramref name="name"/>.</summary>
    public static int Room(string name) => name.Length < Longest
        ? name.Length * 3 + 2
        : throw new VolumeException("use", name, VolumeFault.NameTooLong, "File name too long");

    /// <param name="path">Has <see cref="Room"/>.</param>
    public static void Write(string name, byte* path)
    {
        VolumeName.Check(name);
        WritePath(name.Length == 0 ? "." : name, path);
    }

    /// <summary>The same for a path that need not lie below a folder.</summary>
    public static void WritePath(string name, byte* path)
    {
        var length = Encoding.UTF8.GetBytes(name, new Span<byte>(path, name.Length * 3));
        path[length] = 0;
    }
}
