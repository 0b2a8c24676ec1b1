namespace FilePipeline.Status;

/// <summary>What lies in a source folder.</summary>
/// <param name="Items">Files with an extension that the source accepts.</param>
/// <param name="Others">Visible files that are no items.</param>
/// <param name="FirstOther">One of them, relative to the folder.</param>
/// <param name="Exists">The folder is there.</param>
public sealed record SourceSnapshot(string Name, int Items, int Others, string? FirstOther, bool Exists);
