namespace FilePipeline.Parquet;

/// <summary>A column for which no type fits all rows.</summary>
/// <param name="Path">As <c>a.b[].c</c>; empty where it is about the rows as a whole.</param>
/// <param name="Message">The whole story in one sentence, with the path, the types and the first rows of each.</param>
/// <param name="Sides">The types that do not go together, the most frequent first.</param>
public sealed record JsonSchemaProblem(string Path, string Message, IReadOnlyList<JsonSchemaSide> Sides);
