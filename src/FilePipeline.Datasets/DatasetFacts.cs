using FilePipeline.Definition;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Everything that card and manifest tell. Nothing in it depends on the clock, the machine or the place.</summary>
internal sealed record DatasetFacts
{
    public required string Name { get; init; }

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
