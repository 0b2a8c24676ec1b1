namespace FilePipeline.Datasets;

/// <summary>One split of a dataset.</summary>
/// <param name="JsonBytes">The rows as JSON, together.</param>
/// <param name="FileBytes">Its files together.</param>
public sealed record SplitSummary(string Name, long Rows, long JsonBytes, long FileBytes);
