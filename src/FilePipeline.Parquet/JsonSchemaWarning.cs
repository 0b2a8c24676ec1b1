namespace FilePipeline.Parquet;

/// <summary>A column that comes out, but perhaps not as its owner thinks.</summary>
/// <param name="Path">As <c>a.b[].c</c>.</param>
/// <param name="IsGuess">No row says anything about the type here: any other may turn up later.</param>
public sealed record JsonSchemaWarning(string Path, string Message, bool IsGuess = false);
