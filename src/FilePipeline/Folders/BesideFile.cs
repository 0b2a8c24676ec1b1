namespace FilePipeline.Folders;

/// <summary>A file beside an item that its stage has read.</summary>
/// <param name="Path">Relative to the input folder, <c>/</c>-separated.</param>
public readonly record struct BesideFile(string Path, FileIdentity Identity);
