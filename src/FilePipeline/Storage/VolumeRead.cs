namespace FilePipeline.Storage;

public enum ReadStatus
{
    /// <summary>The buffer holds the whole file.</summary>
    Ok,
    Missing,

    /// <summary>A folder, a link, a pipe, a device.</summary>
    NotRegular,
    TooLarge,

    /// <summary>No permission.</summary>
    Denied,

    /// <summary>Somebody has it open for writing.</summary>
    BeingWritten,
}

/// <summary>What came of reading a file. <see cref="Stat"/> is meaningless for <see cref="ReadStatus.Missing"/>.</summary>
public readonly record struct VolumeRead(ReadStatus Status, VolumeStat Stat);
