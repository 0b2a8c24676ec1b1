namespace FilePipeline.Definition;

/// <summary>A folder that no stage writes.</summary>
public sealed record SourceDefinition
{
    public required string Name { get; init; }

    /// <summary>The extensions that are items, with the dot, in the order of the globs (<c>*.json</c> → <c>.json</c>).</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [".json"];

    /// <summary>How long a dropped file must have been left alone before it is taken.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);
}
