using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>A result that is written aside and stands in the ledger, but is not visible yet.</summary>
/// <param name="Temporary"><c>null</c>: the standing result has the same bytes, nothing is to be renamed.</param>
public readonly record struct PreparedResult(ItemKey Key, string? Temporary, VolumeStat? Replaced, bool HadRecord);
