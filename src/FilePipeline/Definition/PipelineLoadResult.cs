using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Definition;

/// <summary>What came of reading a <c>pipeline.yaml</c>.</summary>
public sealed record PipelineLoadResult
{
    /// <summary><c>null</c>: there are errors.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>The order of the stages; <c>null</c> when <see cref="Definition"/> is.</summary>
    public PipelineGraph? Graph { get; init; }

    /// <summary>All that is wrong, by position; a valid file may have warnings.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The file's text as the diagnostics count it, for showing the lines; empty where it could not be read.</summary>
    public string Text { get; init; } = "";
}
