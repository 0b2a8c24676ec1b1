namespace FilePipeline.Parquet.Writing;

internal sealed record RowGroupFacts(long Rows, IReadOnlyList<ChunkFacts> Chunks);
