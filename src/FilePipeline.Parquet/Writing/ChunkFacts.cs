namespace FilePipeline.Parquet.Writing;

/// <summary>A column chunk as it lies in the file: what the footer says of it. Sizes count the page headers.</summary>
internal sealed record ChunkFacts(
    Leaf Leaf,
    long? DictionaryOffset,
    long DataOffset,
    long UncompressedSize,
    long CompressedSize,
    long Values,
    long Nulls,
    int DictionaryPages,
    int PlainPages,
    Bounds? Bounds,
    IReadOnlyList<PageFacts> Pages);
