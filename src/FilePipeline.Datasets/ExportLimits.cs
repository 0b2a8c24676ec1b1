namespace FilePipeline.Datasets;

/// <summary>The sizes of a dataset's parts.</summary>
public sealed record ExportLimits
{
    /// <summary>A file that has grown to this is closed after its row group, and another is begun. Bytes.</summary>
    public long Shard { get; init; } = 400L << 20;

    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Uncompressed. The Hugging Face viewer refuses row groups above about 286 MiB.</summary>
    public long RowGroup { get; init; } = 64L << 20;

    /// <summary>Older versions that are kept in <c>.history/</c>.</summary>
    public int History { get; init; } = 1;
}
