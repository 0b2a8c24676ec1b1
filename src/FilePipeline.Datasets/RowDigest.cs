using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FilePipeline.Datasets;

/// <summary>
/// A line of <c>rows.jsonl</c>, which lists a dataset's rows in their order:
/// <code>{"key":"en/Art","sha256":"…","split":"train"}</code>
/// with <c>"row_index":0</c> behind the key where an item gives several rows. The digest is that of the row as JSON without blanks.
/// </summary>
/// <param name="Index">0 where an item is one row.</param>
internal readonly record struct RowDigest(string Key, long Index, string Sha256, string Split)
{
    public int CompareTo(RowDigest other) => string.CompareOrdinal(Key, other.Key) is var byKey and not 0 ? byKey : Index.CompareTo(other.Index);

    /// <param name="indexed">With its place among the rows of its item.</param>
    public byte[] Line(bool indexed)
    {
        var index = indexed ? string.Create(CultureInfo.InvariantCulture, $",\"row_index\":{Index}") : "";
        return Encoding.UTF8.GetBytes($"{{\"key\":\"{JsonEncodedText.Encode(Key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"{index},\"sha256\":\"{Sha256}\",\"split\":\"{Split}\"}}\n");
    }

    /// <exception cref="JsonException">A line is none.</exception>
    public static IEnumerable<RowDigest> Read(Stream lines)
    {
        using var reader = new StreamReader(lines);
        while (reader.ReadLine() is { } line)
            yield return Parse(line);
    }

    private static RowDigest Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        try
        {
            return new(
                row.GetProperty("key").GetString()!,
                row.TryGetProperty("row_index", out var index) ? index.GetInt64() : 0,
                row.GetProperty("sha256").GetString()!,
                row.GetProperty("split").GetString()!);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"not a row: {line}", problem);
        }
    }
}
