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

    public void Dispose() => file.Dispose();
}
