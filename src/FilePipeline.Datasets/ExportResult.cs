namespace FilePipeline.Datasets;

/// <summary>What an export has made.</summary>
public sealed record ExportResult
{
    /// <summary>Absolute path of the dataset's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The dataset that stood there had the same bytes: it was not touched.</summary>
    public required bool Unchanged { get; init; }

    public required DatasetVersion Version { get; init; }

    /// <summary>Since the version that stood there; <c>null</c>: there was none.</summary>
    public DatasetChanges? Changes { get; init; }

    /// <summary>What <c>require</c> asks for and was not met; <c>null</c>: nothing.</summary>
    public string? Lack { get; init; }

    public required IReadOnlyList<SplitSummary> Splits { get; init; }

    public required IReadOnlyList<DatasetFile> Files { get; init; }

    public required IReadOnlyList<DatasetColumn> Columns { get; init; }

    /// <summary>Keys that are no rows, and why.</summary>
    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    /// <summary>Whole sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public long Rows => Splits.Sum(split => split.Rows);
}
