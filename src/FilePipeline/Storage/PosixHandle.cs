using System.Runtime.InteropServices;

namespace FilePipeline.Storage;

/// <summary>An open file or folder. Calls in flight hold it open, so that its number is never used for another file.</summary>
internal sealed class PosixHandle : SafeHandle
{
    /// <summary>Where paths that are not relative to a folder begin (<c>AT_FDCWD</c>).</summary>
    public static readonly PosixHandle WorkingFolder = new(-100, owned: false);

    public PosixHandle(int descriptor)
        : this(descriptor, owned: true)
    {
    }

    private PosixHandle(int descriptor, bool owned)
        : base(-1, owned)
    {
        SetHandle(descriptor);
    }

    /// <summary>For calls under a lock that closing takes too.</summary>
    public int Number => IsClosed ? throw new ObjectDisposedException(nameof(PosixHandle)) : (int)handle;

    public override bool IsInvalid => handle == -1;

    protected override bool ReleaseHandle() => LinuxCalls.Close((int)handle) == 0;
}
