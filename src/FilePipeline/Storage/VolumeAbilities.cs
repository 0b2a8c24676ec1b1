namespace FilePipeline.Storage;

/// <summary>What the file system under a pipeline can do; what every pipeline needs is not listed.</summary>
/// <param name="Links">Files can have several names. Where not, a claim is a file of its own that names its owner.</param>
/// <param name="Locks">Locks tell who is alive. Where not, only heartbeats do.</param>
public sealed record VolumeAbilities(bool Links, bool Locks);
