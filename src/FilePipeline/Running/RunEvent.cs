namespace FilePipeline.Running;

/// <summary>An item of a run has ended: a result, a failure, a dead letter, a skip. Told from many threads.</summary>
public readonly record struct RunEvent(string Stage, ItemKey Key, ItemEnd End);
