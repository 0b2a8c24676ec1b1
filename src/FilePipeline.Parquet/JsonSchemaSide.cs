namespace FilePipeline.Parquet;

/// <summary>One of the types that were met in a column.</summary>
/// <param name="Type">As <c>int64</c>, <c>text</c>, <c>list</c>, <c>struct</c>.</param>
/// <param name="Values">How many values were of it.</param>
/// <param name="Origins">The first rows that have one, at most three, each once.</param>
public sealed record JsonSchemaSide(string Type, long Values, IReadOnlyList<string> Origins)
{
    public override string ToString() => $"{Type} in {string.Join(", ", Origins)}{(Values > Origins.Count ? $" … ({Values} values)" : "")}";
}
