namespace FilePipeline.Datasets;

/// <summary>One Parquet file of a dataset.</summary>
/// <param name="Path">Below the dataset's folder, <c>/</c>-separated: <c>data/train-00000-of-00001.parquet</c>.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
public sealed record DatasetFile(string Path, string Split, long Rows, long Bytes, string Sha256);
