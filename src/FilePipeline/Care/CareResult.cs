namespace FilePipeline.Care;

/// <summary>What has become of the items that a hand has named.</summary>
/// <param name="Gone">There was nothing to do any more: somebody else was first, or the item has changed.</param>
/// <param name="Claimed">Somebody works on them just now; they were left alone.</param>
public sealed record CareResult(int Done, int Gone, IReadOnlyList<(string Stage, ItemKey Key)> Claimed);
