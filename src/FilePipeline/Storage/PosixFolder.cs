namespace FilePipeline.Storage;

internal sealed class PosixFolder(string path, PosixHandle handle) : VolumeFolder(path)
{
    public PosixHandle Handle { get; } = handle;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Handle.Dispose();
        base.Dispose(disposing);
    }
}
