namespace FilePipeline.Storage;

public enum VolumeFault
{
    Other,
    NotFound,
    Exists,
    Denied,
    NoSpace,
    Quota,
    TooManyOpen,
    Io,
    ReadOnly,
    NameTooLong,
    CrossDevice,
    NotSupported,
    NotAFolder,
}

/// <summary>The disk refused: which verb, which path, why.</summary>
public sealed class VolumeException(string verb, string path, VolumeFault fault, string reason, Exception? inner = null)
    : IOException($"cannot {verb} {path}: {reason}", inner)
{
    public string Verb { get; } = verb;

    public string Path { get; } = path;

    public VolumeFault Fault { get; } = fault;

    /// <summary>Trouble of the machine, not of the item: the run ends, and no attempt is counted.</summary>
    public bool IsTroubleOfTheMachine => Fault is VolumeFault.NoSpace or VolumeFault.Quota or VolumeFault.TooManyOpen
        or VolumeFault.Io or VolumeFault.ReadOnly or VolumeFault.Denied or VolumeFault.Other or VolumeFault.NotSupported;
}
