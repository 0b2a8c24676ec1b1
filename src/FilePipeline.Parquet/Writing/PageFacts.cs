namespace FilePipeline.Parquet.Writing;

/// <summary>A finished data page: where it stands in its chunk, counted from the first data page, and what it holds.</summary>
internal sealed record PageFacts(int Offset, int Size, long FirstRow, long Nulls, bool OnlyNulls, Bounds? Bounds);
