namespace FilePipeline.Datasets;

/// <summary>A column of a dataset.</summary>
/// <param name="Type">In words: <c>int64</c>, <c>list&lt;text&gt;</c>, <c>struct&lt;a: double&gt;</c>.</param>
public sealed record DatasetColumn(string Name, string Type);
