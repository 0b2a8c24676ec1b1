namespace FilePipeline.Storage;

public enum VolumeChangeKind
{
    /// <summary>A file was moved here: it is whole.</summary>
    MovedIn,

    /// <summary>Somebody has finished writing a file, for now.</summary>
    Written,

    /// <summary>More has changed than can be told: list the folder.</summary>
    List,
}

/// <param name="Name">Relative to the watched folder; empty for <see cref="VolumeChangeKind.List"/>.</param>
public readonly record struct VolumeChange(VolumeChangeKind Kind, string Name);
