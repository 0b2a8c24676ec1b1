namespace FilePipeline.Parquet;

/// <summary>What a file holds, by its footer and confirmed by its pages.</summary>
/// <param name="Columns">Leaf columns: a struct counts its fields.</param>
/// <param name="Metadata">The key and value texts of the footer.</param>
public sealed record ParquetFileFacts(long Rows, int Columns, int RowGroups, long Pages, IReadOnlyDictionary<string, string> Metadata);
