using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>What to do when the machine refuses.</summary>
internal static class MachineTrouble
{
    private const int NoSpace = 28;

    /// <summary>What the file system's other door has refused, in the words of this one.</summary>
    public static VolumeException Of(IOException trouble) => trouble as VolumeException
        ?? new("write", "a file", trouble.HResult == NoSpace ? VolumeFault.NoSpace : VolumeFault.Other, trouble.Message, trouble);

    public static string Advice(VolumeException trouble) => trouble.Fault switch
    {
        VolumeFault.NoSpace => "make room on that disk (df -h shows it) and type the same again; nothing is lost",
        VolumeFault.Quota => "your quota is used up; make room and type the same again; nothing is lost",
        VolumeFault.Denied => "see whose it is with ls -ld, then give yourself the right or run as its owner",
        VolumeFault.ReadOnly => "the disk is mounted read-only: looking works (status, list, show), running does not",
        VolumeFault.TooManyOpen => "too many files are open: raise the limit (ulimit -n 4096) or lower `concurrency`",
        VolumeFault.Io => "the disk reports an error: look at dmesg before you go on",
        VolumeFault.CrossDevice or VolumeFault.NotSupported => "move the data folder to one local disk, or set `data:` in pipeline.yaml",
        VolumeFault.NotAFolder => "something else has that name: move it away",
        VolumeFault.NameTooLong => "shorten the name",
        _ => "mend it and type the same again; nothing is lost",
    };
}
