using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>What a run has done.</summary>
public sealed record RunSummary
{
    /// <summary>In the order of the pipeline.</summary>
    public required IReadOnlyList<StageMeter> Stages { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>It was told to stop before everything was done.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What the machine refused; the run ended because of it, and can be repeated once it is mended.</summary>
    public VolumeException? Trouble { get; init; }

    /// <summary>Files that were not taken because somebody still had them open for writing.</summary>
    public IReadOnlyList<(string Stage, ItemKey Key)> StillWritten { get; init; } = [];
}
