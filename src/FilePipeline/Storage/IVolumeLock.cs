namespace FilePipeline.Storage;

/// <summary>An exclusive lock on a file; disposing frees it. It belongs to the file, whatever name it is given.</summary>
public interface IVolumeLock : IDisposable
{
    /// <summary>The locked file, asked by its open handle: still right when its name was taken away or given to another file.</summary>
    VolumeStat Stat { get; }
}
