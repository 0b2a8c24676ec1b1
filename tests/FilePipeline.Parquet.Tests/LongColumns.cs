using System.Globalization;

namespace FilePipeline.Parquet.Tests;

/// <summary>Enough rows for several pages, with columns in which a dictionary pays, does not, pays only at first, or grows too large.</summary>
internal static class LongColumns
{
    public static ParquetSchema Schema { get; } = new(
    [
        new("few", new ParquetType.Text()),
        new("first_few", new ParquetType.Int64()),
        new("flag", new ParquetType.Boolean()),
        new("growing", new ParquetType.List(new ParquetType.Text())),
        new("id", new ParquetType.Int64(), Nullable: false),
        new("never", new ParquetType.Double()),
        new("one", new ParquetType.Text()),
        new("sparse", new ParquetType.Double()),
        new("text", new ParquetType.Text()),
    ]);

    public static IReadOnlyList<string> Rows(int count) => [.. Enumerable.Range(0, count).Select(Row)];

    private static string Row(int row)
    {
        var cells = new List<string>
        {
            $"\"few\":\"value {row % 37}\"",
            $"\"first_few\":{(row < 21_000 ? row % 5 : row * 7919L)}",
            $"\"flag\":{(row % 3 == 0 ? "true" : "false")}",
            $"\"id\":{row}",
            "\"one\":\"always\"",
            $"\"text\":\"{row.ToString(CultureInfo.InvariantCulture)} {new string((char)('a' + row % 26), row % 300)}\"",
        };
        if (row % 4 != 0)
            cells.Add($"\"growing\":[{string.Join(",", Enumerable.Range(0, row % 6).Select(at => $"\"entry number {(row + at) / 3 % 40_000} of the list\""))}]");
        if (row % 1000 == 7)
            cells.Add($"\"sparse\":{row}.5");
        return $"{{{string.Join(",", cells)}}}";
    }
}
