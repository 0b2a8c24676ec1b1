namespace FilePipeline.Parquet;

/// <summary>How a file is laid out. The same rows with the same options give the same bytes.</summary>
public sealed record ParquetWriterOptions
{
    public Compression Codec { get; init; } = Compression.Snappy;

    /// <summary>A row group ends when it has this many rows…</summary>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>…or when its cells, before encoding and compression, are this many bytes.</summary>
    public long RowGroupBytes { get; init; } = 64L << 20;

    /// <summary>Key and value texts in the footer, written in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Who wrote the file. Readers look here to work around the mistakes of a writer's version.</summary>
    public string CreatedBy { get; init; } = "FilePipeline.Parquet version 0.1.0";
}
