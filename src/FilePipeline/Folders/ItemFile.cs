using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>The file of an item in its input folder.</summary>
/// <param name="Name">Relative to the folder.</param>
/// <param name="Extension">With the dot.</param>
/// <param name="Rival">Another file that has the same key, when there is one: then neither is taken.</param>
public readonly record struct ItemFile(string Name, string Extension, VolumeStat Stat, string? Rival);
