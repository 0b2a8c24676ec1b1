namespace FilePipeline.Datasets;

/// <summary>Keys of a stage that have no result: a dataset made now is partial.</summary>
/// <param name="State">As in the protocol: <c>pending</c>, <c>failed</c>, <c>dead</c>.</param>
public sealed record NotCompleted(string Folder, string State, long Count);
