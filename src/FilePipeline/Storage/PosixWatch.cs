using System.Runtime.InteropServices;
using System.Text;

namespace FilePipeline.Storage;

/// <summary>
/// inotify over a folder and its sub-folders. A sub-folder that comes is watched too, and listed, for what came into it before the watch
/// did. When the kernel's queue overflows, or it grants no more watches, a listing is asked for.
/// </summary>
internal sealed unsafe class PosixWatch : IVolumeWatch
{
    private const uint Created = 0x100, MovedTo = 0x80, CloseWrite = 0x8, Overflow = 0x4000, Folder = 0x4000_0000, OnlyFolders = 0x0100_0000;
    private const int HeadLength = 16;
    private const int Patience = 200; // ms between looks whether it is disposed

    private readonly IVolume _volume;
    private readonly string _root;
    private readonly Action<VolumeChange> _changed;
    private readonly PosixHandle _queue;
    private readonly Dictionary<int, string> _folders = [];
    private readonly Thread _thread;
    private volatile bool _disposed;

    private PosixWatch(IVolume volume, string root, PosixHandle queue, Action<VolumeChange> changed)
    {
        (_volume, _root, _queue, _changed) = (volume, root, queue, changed);
        Add("");
        _thread = new Thread(Read) { IsBackground = true, Name = "folder watch" };
        _thread.Start();
    }

    /// <summary><c>null</c>: the kernel grants none.</summary>
    public static PosixWatch? TryOpen(IVolume volume, string root, Action<VolumeChange> changed)
    {
        var queue = LinuxCalls.OpenWatch();
        return queue < 0 ? null : new(volume, root, new PosixHandle(queue), changed);
    }

    public void Dispose()
    {
        _disposed = true;
        _thread.Join();
        _queue.Dispose();
    }

    private void Add(string folder)
    {
        var path = folder.Length == 0 ? _root : $"{_root}/{folder}";
        var bytes = Encoding.UTF8.GetBytes(path + "\0");
        int watch;
        fixed (byte* name = bytes)
            watch = LinuxCalls.AddWatch(_queue, name, Created | MovedTo | CloseWrite | OnlyFolders);
        if (watch < 0)
            return; // gone again, or no more watches: the listing sees to it
        _folders[watch] = folder;
        using var opened = _volume.OpenFolder(path);
        if (opened is null)
            return;
        foreach (var entry in _volume.List(opened).Where(entry => entry.Kind == EntryKind.Folder && entry.Name[0] != '.'))
            Add(folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}");
    }

    private void Read()
    {
        var buffer = new byte[1 << 16];
        while (!_disposed)
        {
            int length;
            fixed (byte* bytes = buffer)
                length = LinuxCalls.ReadWatch(_queue, bytes, buffer.Length, Patience);
            for (var rest = buffer.AsSpan(0, Math.Max(0, length)); rest.Length >= HeadLength;)
            {
                var size = HeadLength + MemoryMarshal.Read<int>(rest[12..]);
                Tell(MemoryMarshal.Read<int>(rest), MemoryMarshal.Read<uint>(rest[4..]), rest[HeadLength..size]);
                rest = rest[size..];
            }
        }
    }

    private void Tell(int watch, uint what, ReadOnlySpan<byte> name)
    {
        var last = Encoding.UTF8.GetString(name.TrimEnd((byte)0));
        if ((what & Overflow) != 0)
            _changed(new(VolumeChangeKind.List, ""));
        if (last.Length == 0 || last[0] == '.' || !_folders.TryGetValue(watch, out var folder))
            return;
        var full = folder.Length == 0 ? last : $"{folder}/{last}";
        if ((what & Folder) != 0)
        {
            Add(full);
            _changed(new(VolumeChangeKind.List, ""));
        }
        else if ((what & MovedTo) != 0)
        {
            _changed(new(VolumeChangeKind.MovedIn, full));
        }
        else if ((what & CloseWrite) != 0)
        {
            _changed(new(VolumeChangeKind.Written, full));
        }
    }
}
