namespace FilePipeline.Definition;

public enum Compression
{
    Snappy,
    Gzip,
    None,
}

/// <summary>A dataset that is made of completed folders.</summary>
public sealed record ExportDefinition
{
    public required string Name { get; init; }

    /// <summary>In the order as written. More than one: joined by key; a key must stand in all of them to become a row.</summary>
    public required IReadOnlyList<ExportInput> From { get; init; }

    /// <summary>Absolute path of the dataset's folder.</summary>
    public required string To { get; init; }

    /// <summary><c>null</c>: one split named <c>train</c>.</summary>
    public SplitDefinition? Split { get; init; }

    public Compression Compression { get; init; }
}

/// <summary>A folder of a join and the columns that are taken from it.</summary>
/// <param name="Columns">Globs over top-level fields (<c>stats_*</c>); empty: all.</param>
public sealed record ExportInput(string Folder, IReadOnlyList<string> Columns);

/// <summary>Integer weights in declared order; see the rule in <c>FilePipeline.Datasets.SplitRule</c>.</summary>
/// <param name="Salt">Another salt, another partition.</param>
public sealed record SplitDefinition(IReadOnlyList<SplitPart> Parts, string Salt);

/// <param name="Weight">At least 1; the parts of a split sum to 100 where they were written as percentages.</param>
public sealed record SplitPart(string Name, int Weight);
