namespace FilePipeline.Storage;

internal sealed unsafe class PosixLock(PosixHandle file, string path) : IVolumeLock
{
    public VolumeStat Stat
    {
        get
        {
            Statx stat;
            return LinuxCalls.Stat(file, &stat) is var result and < 0
                ? throw PosixVolume.Refused("look at", path, result)
                : stat.ToStat();
        }
    }

    public void Dispose()
    {
        if (file.IsClosed)
            return;
        // Closing is not enough: a program that is being started at this moment still holds the file open until it runs.
        _ = LinuxCalls.Lock(file, LinuxCalls.LockFree);
        file.Dispose();
    }
}
