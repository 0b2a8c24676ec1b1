namespace FilePipeline.Parquet;

/// <summary>A column that comes out, but perhaps not as its owner thinks.</summary>
/// <param name="Path">As <c>a.b[].c</c>.</param>
public sealed record JsonSchemaWarning(string Path, string Message);
