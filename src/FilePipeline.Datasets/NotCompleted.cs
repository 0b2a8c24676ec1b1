namespace FilePipeline.Datasets;

/// <summary>Keys of a stage that have no result: a dataset made now is partial.</summary>
/// <param name="State">As in the protocol: <c>pending</c>, <c>failed</c>, <c>dead</c>.</param>
/// <param name="Of">All keys of the stage; 0: not known, and nothing can be required of it.</param>
public sealed record NotCompleted(string Folder, string State, long Count, long Of = 0);
