namespace FilePipeline.Status;

/// <summary>Whose claim it is.</summary>
/// <param name="HasDied">By its process id, for people: the next run, which asks the lock, takes the item up.</param>
public sealed record ClaimOwner(string Worker, bool HasDied);
