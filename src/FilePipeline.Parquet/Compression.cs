namespace FilePipeline.Parquet;

/// <summary>How the pages of a file are compressed. All of these every common reader knows, but for old ones brotli.</summary>
public enum Compression
{
    None,
    Snappy,
    Gzip,
    Brotli,
}
