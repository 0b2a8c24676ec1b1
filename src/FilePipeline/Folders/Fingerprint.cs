namespace FilePipeline.Folders;

/// <summary>
/// Which code made a result: the stage with its version (<c>html.interleave@1</c>), the version declared in the YAML, and the
/// digest of the parameters. Not the assembly: an upgrade of FilePipeline must not make a million results stale.
/// </summary>
public sealed record Fingerprint(string Code, int Version, string With);
