using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>What to export.</summary>
public sealed record ExportRequest
{
    public required PipelineDefinition Pipeline { get; init; }

    public required ExportDefinition Export { get; init; }

    /// <summary>What the input folders still lack, for the card and the manifest; nothing else is done with it.</summary>
    public IReadOnlyList<NotCompleted> NotCompleted { get; init; } = [];

    public ExportLimits Limits { get; init; } = new();
}
