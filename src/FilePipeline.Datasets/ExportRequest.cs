using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>What to export.</summary>
public sealed record ExportRequest
{
    public required PipelineDefinition Pipeline { get; init; }

    public required ExportDefinition Export { get; init; }

    /// <summary>What the input folders still lack, for the card, the manifest, and for what the export requires.</summary>
    public IReadOnlyList<NotCompleted> NotCompleted { get; init; } = [];

    /// <summary>Export although <c>require</c> is not met; card and manifest say so.</summary>
    public bool AllowPartial { get; init; }

    public ExportLimits Limits { get; init; } = new();
}
