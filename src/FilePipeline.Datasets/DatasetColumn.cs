namespace FilePipeline.Datasets;

/// <summary>A column of a dataset.</summary>
/// <param name="Type">In words: <c>int64</c>, <c>list&lt;text&gt;</c>, <c>struct&lt;a: double&gt;</c>.</param>
/// <param name="Description">As pipeline.yaml has it; <c>null</c>: none.</param>
public sealed record DatasetColumn(string Name, string Type, string? Description = null);
