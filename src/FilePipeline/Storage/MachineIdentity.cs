namespace FilePipeline.Storage;

/// <param name="Host">The machine's name.</param>
/// <param name="Boot">Another after each start of the machine; empty where the system has none.</param>
public sealed record MachineIdentity(string Host, string Boot);
