namespace FilePipeline.Tests.Proof;

/// <summary>How far a search goes.</summary>
/// <param name="Switches">So often a process is stopped in the middle for another one. (When one ends, the next goes on for free.)</param>
/// <param name="Deaths">So many processes die.</param>
internal readonly record struct Bounds(int Switches, int Deaths);
