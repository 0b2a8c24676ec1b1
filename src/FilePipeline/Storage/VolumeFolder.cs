namespace FilePipeline.Storage;

/// <summary>A folder that a volume holds open. Names given to the volume's operations are relative to it, wherever it is moved.</summary>
public abstract class VolumeFolder(string path) : IDisposable
{
    /// <summary>The absolute path it was opened by; for messages.</summary>
    public string Path { get; } = path;

    /// <summary>The path of something in it; for messages.</summary>
    public string PathOf(string name) => name.Length == 0 ? Path : $"{Path}/{name}";

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
