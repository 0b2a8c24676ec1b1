namespace FilePipeline.Care;

/// <summary>What is left of a key in a stage when its input is gone.</summary>
/// <param name="HasResult">Else there are only records.</param>
public readonly record struct Orphan(string Stage, ItemKey Key, bool HasResult);
