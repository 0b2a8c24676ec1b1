namespace FilePipeline.Care;

/// <summary>One thing that a check has found.</summary>
/// <param name="Folder">The folder below data: a stage, or <c>.workers</c>.</param>
/// <param name="Name">Relative to the folder.</param>
/// <param name="Message">What of it; may be empty where the kind says all.</param>
public sealed record Finding(string Folder, FindingKind Kind, string Name, string Message);
