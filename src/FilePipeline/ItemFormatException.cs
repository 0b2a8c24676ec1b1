using System.Text.Json;

namespace FilePipeline;

/// <summary>An item's content is not what its stage can read. Trying again does not help: the item becomes a dead letter.</summary>
public sealed class ItemFormatException : Exception
{
    public ItemFormatException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>What the JSON reader has met, with its place as editors count: from 1.</summary>
    public static ItemFormatException BadJson(JsonException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var text = problem.Message;
        foreach (var place in (string[])[" Path:", " LineNumber:"])
        {
            if (text.IndexOf(place, StringComparison.Ordinal) is var end and >= 0)
                text = text[..end];
        }
        var path = problem.Path is { Length: > 1 } at ? $" at `{at}`" : "";
        return new("bad_json", $"line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}: {text.TrimEnd('|', ' ')}{path}", problem);
    }

    /// <summary>A short name of the kind of problem, as <c>bad_json</c>; filters and counts go by it.</summary>
    public string Code { get; }
}
