using System.Text.Json;

namespace FilePipeline.Status;

/// <summary>A JSON item in a few words: <c>title="Moss" chunks=[3 text, 1 image] total_words=310</c>. Strings are as they are in the item; who shows them escapes them.</summary>
public static class ContentSummary
{
    private const int LongestText = 32;
    private const int KindsShown = 4;

    /// <summary>One word or more for each field, in the item's order; one for a value that is no object; none where it is no JSON.</summary>
    public static IReadOnlyList<string> Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).Select(field => $"{field.Name}={Value(field.Value)}")]
                : [Value(document.RootElement)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array => $"[{Elements(value)}]",
        JsonValueKind.Object => $"{{{value.GetPropertyCount()}}}",
        _ => value.GetRawText(),
    };

    private static string Text(string text)
    {
        if (text.Length <= LongestText)
            return $"\"{text}\"";
        var end = char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1;
        return $"\"{text[..end]}…\"";
    }

    /// <summary>How many; where all say of which kind they are, how many of each.</summary>
    private static string Elements(JsonElement array)
    {
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                return $"{array.GetArrayLength()}";
            var kind = type.GetString()!;
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }
        return kinds.Count is 0 or > KindsShown ? $"{array.GetArrayLength()}" : string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"));
    }
}
