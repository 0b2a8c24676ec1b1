namespace FilePipeline.TestKit;

/// <summary>One call that a process made to its volume.</summary>
/// <param name="Number">Counted per process, from 1.</param>
/// <param name="Verb">The method's name, or <c>Append</c>.</param>
/// <param name="Path">Where two names are given: the second.</param>
public sealed record SimulatedOperation(int Number, string Verb, string Path)
{
    public override string ToString() => $"{Number} {Verb} {Path}";
}
