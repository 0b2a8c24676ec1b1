namespace FilePipeline.Storage;

/// <param name="oldSystem">Do without <c>openat2</c>.</param>
internal sealed unsafe class PosixFolder(string path, PosixHandle handle, bool oldSystem) : VolumeFolder(path)
{
    public PosixHandle Handle { get; } = handle;

    /// <summary>
    /// Opens what is there; a negative result is an error number. A link among the sub-folders of the name is refused
    /// (<see cref="Errno.Loop"/>), so that nobody is led out of the folder.
    /// </summary>
    public int Open(string name, int flags)
    {
        var bytes = stackalloc byte[PosixName.Room(name)];
        PosixName.Write(name, bytes);
        if (!name.Contains('/', StringComparison.Ordinal))
            return LinuxCalls.OpenAt(Handle, bytes, flags);
        var result = oldSystem ? -Errno.NoSuchCall : LinuxCalls.OpenBeneath(Handle, bytes, flags);
        // Old kernels have no such call, old sandboxes do not permit it.
        return result is -Errno.NoSuchCall or -Errno.NotPermitted ? OpenPartByPart(bytes, flags) : result;
    }

    private int OpenPartByPart(byte* name, int flags)
    {
        var at = Handle;
        while (true)
        {
            var end = name;
            while (*end is not (0 or (byte)'/'))
                end++;
            var isLast = *end == 0;
            *end = 0;
            var opened = LinuxCalls.OpenAt(at, name, isLast ? flags : LinuxCalls.ReadOnly | LinuxCalls.NoFollow | LinuxCalls.NonBlock);
            if (at != Handle)
                at.Dispose();
            if (isLast || opened < 0)
                return opened;
            at = new PosixHandle(opened);
            name = end + 1;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Handle.Dispose();
        base.Dispose(disposing);
    }
}
