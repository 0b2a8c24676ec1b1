using System.Buffers;

namespace FilePipeline.Parquet;

/// <summary>The words for a place inside a row: <c>a.b[].c</c>. A name with <c>. [ ] ( ) &lt; &gt; , : "</c> or blanks in it, or an empty one, stands in quotes.</summary>
public static class ColumnPath
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(" .[]\"<>,:()");

    public static bool NeedsQuotes(char one) => Marks.Contains(one);

    public static string Field(string parent, string name) => parent.Length == 0 ? Quote(name) : $"{parent}.{Quote(name)}";

    public static string Element(string list) => list + "[]";

    public static string Quote(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny(Marks) < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The steps of a path: names of fields, <c>null</c> for "the elements of this list".</summary>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static IReadOnlyList<string?> Parse(string path)
    {
        var steps = new List<string?>();
        var text = new TextCursor(path);
        do
        {
            steps.Add(text.Name());
            while (text.TryTake("[]"))
                steps.Add(null);
        }
        while (text.TryTake("."));
        return text.AtEnd ? steps : throw text.Unexpected("a column path like a.b[].c");
    }
}
