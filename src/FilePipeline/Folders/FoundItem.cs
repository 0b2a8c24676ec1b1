using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>One entry of a folder's listing that is, or ought to be, an item.</summary>
/// <param name="Name">Relative to the folder, as it is on the disk.</param>
/// <param name="Key">Without meaning when there is a <paramref name="Problem"/>.</param>
/// <param name="Problem">Why the name cannot be a key; such a file is told and otherwise left alone.</param>
public readonly record struct FoundItem(string Name, ItemKey Key, EntryKind Kind, string? Problem);
