namespace FilePipeline.Parquet;

/// <summary>A file is not Parquet, is damaged, or uses a part of the format that this reader does not know. The message says where.</summary>
public sealed class ParquetFileException(string message, Exception? inner = null) : FormatException(message, inner);
