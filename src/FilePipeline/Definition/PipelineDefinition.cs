namespace FilePipeline.Definition;

public enum Durability
{
    Balanced,
    Strict,
    None,
}

/// <summary>A <c>pipeline.yaml</c> that is valid: names resolve, values are in range, parameters fit their stages.</summary>
public sealed record PipelineDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Absolute path of the folder that holds the file.</summary>
    public required string Root { get; init; }

    /// <summary>Absolute path of the folder that holds the folders.</summary>
    public required string Data { get; init; }

    public Durability Durability { get; init; }

    /// <summary>A larger item is a dead letter. Bytes.</summary>
    public long ItemSizeLimit { get; init; } = 64L << 20;

    public IReadOnlyList<SourceDefinition> Sources { get; init; } = [];

    /// <summary>As written.</summary>
    public IReadOnlyList<StageDefinition> Stages { get; init; } = [];

    public IReadOnlyList<ExportDefinition> Exports { get; init; } = [];
}
