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

    public ExportFormat Format { get; init; }

    /// <summary>Of Parquet files.</summary>
    public Compression Compression { get; init; }

    /// <summary>A top-level field that holds an array: each of its elements becomes a row. <c>null</c>: each item is a row.</summary>
    public string? Rows { get; init; }

    public IReadOnlyList<ExportColumn> Columns { get; init; } = [];

    /// <summary>The largest share, exclusive, of keys of a folder that may be failed or dead, from 0 to 1; <c>null</c>: any.</summary>
    public double? FailedBelow { get; init; }

    /// <summary>The size of a row group before compression, in bytes; <c>null</c>: the exporter's own.</summary>
    public long? RowGroup { get; init; }

    /// <summary>The size of a file after which another is begun, in bytes; <c>null</c>: the exporter's own.</summary>
    public long? Shard { get; init; }
}

/// <summary>A folder of a join and the columns that are taken from it.</summary>
/// <param name="Columns">Globs over top-level fields (<c>stats_*</c>); empty: all.</param>
public sealed record ExportInput(string Folder, IReadOnlyList<string> Columns);

/// <summary>Integer weights in declared order; see the rule in <c>FilePipeline.Datasets.SplitRule</c>.</summary>
/// <param name="Salt">Another salt, another partition.</param>
public sealed record SplitDefinition(IReadOnlyList<SplitPart> Parts, string Salt);

/// <param name="Weight">At least 1; the parts of a split sum to 100 where they were written as percentages.</param>
public sealed record SplitPart(string Name, int Weight);
