namespace FilePipeline.Parquet;

/// <summary>A column whose type is a guess.</summary>
/// <param name="Path">As <c>a.b[].c</c>.</param>
public sealed record JsonSchemaWarning(string Path, string Message);
