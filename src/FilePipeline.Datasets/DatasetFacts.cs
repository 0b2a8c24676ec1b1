using FilePipeline.Definition;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Everything that card and manifest tell. Nothing in it depends on the clock, the machine or the place.</summary>
internal sealed record DatasetFacts
{
    public required string Name { get; init; }

    public required DatasetVersion Version { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>The array whose elements are the rows; <c>null</c>: items are.</summary>
    public string? RowsOf { get; init; }

    /// <summary>Keys that gave rows.</summary>
    public required long Items { get; init; }

    /// <summary>By column.</summary>
    public required IReadOnlyDictionary<string, string> Descriptions { get; init; }

    /// <summary>What <c>require</c> asks for and was not met, as a sentence; <c>null</c>: nothing.</summary>
    public string? Lack { get; init; }

    public required IReadOnlyList<ExportInput> Inputs { get; init; }

    /// <summary><c>null</c>: there is one split, and no rule.</summary>
    public SplitDefinition? Split { get; init; }

    public required ParquetSchema Schema { get; init; }

    public required IReadOnlyList<SplitSummary> Splits { get; init; }

    public required IReadOnlyList<DatasetFile> Files { get; init; }

    /// <summary>Of the file of row digests; its path, rows and split say nothing more.</summary>
    public required DatasetFile RowDigests { get; init; }

    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    public required IReadOnlyList<NotCompleted> NotCompleted { get; init; }

    public long Rows => Splits.Sum(split => split.Rows);
}
