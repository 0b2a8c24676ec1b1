using System.Buffers;

namespace FilePipeline.Parquet;

/// <summary>The words for a place inside a row: <c>a.b[].c</c>. A name with <c>. [ ] "</c> or blanks in it, or an empty one, stands in quotes.</summary>
public static class ColumnPath
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" .[]\"<>,:");

    public static string Field(string parent, string name) => parent.Length == 0 ? Quote(name) : $"{parent}.{Quote(name)}";

    public static string Element(string list) => list + "[]";

    public static string Quote(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny(NeedQuotes) < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
