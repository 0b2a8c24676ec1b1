namespace FilePipeline.Parquet;

/// <summary>A row is not JSON, not an object, or does not fit the schema. The message names the column and the value.</summary>
public sealed class JsonRowException : FormatException
{
    public JsonRowException(string path, string message, Exception? inner = null) : base(message, inner) => Path = path;

    /// <summary>The column, as <c>a.b[].c</c>; empty where it is about the row as a whole.</summary>
    public string Path { get; }
}
