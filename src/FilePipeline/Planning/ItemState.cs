namespace FilePipeline.Planning;

/// <summary>The state of a key in a stage, as the disk says it (protocol, section 2).</summary>
public enum ItemState
{
    Pending,
    Processing,
    Completed,
    Stale,
    Failed,
    Dead,
    Skipped,

    /// <summary>There is no such item in the input folder.</summary>
    Gone,
}
