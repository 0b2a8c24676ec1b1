using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace FilePipeline.Parquet.Tests;

/// <summary>Compares what was written with what a reader gives, cell by cell, by the column's type.</summary>
internal static class Cells
{
    /// <summary>The first difference in words; <c>null</c> where all cells are the same.</summary>
    public static string? Difference(ParquetSchema schema, IReadOnlyList<string> written, IReadOnlyList<string> read, bool decimalsAreFloats = false)
    {
        if (written.Count != read.Count)
            return $"{written.Count} rows were written, {read.Count} are read";
        var rows = new ParquetType.Struct(schema.Fields);
        for (var row = 0; row < written.Count; row++)
        {
            using var expected = JsonDocument.Parse(written[row]);
            using var actual = JsonDocument.Parse(read[row]);
            if (Difference(rows, expected.RootElement, actual.RootElement, $"row {row + 1}", decimalsAreFloats) is { } difference)
                return difference;
        }
        return null;
    }

    private static string? Difference(ParquetType type, JsonElement expected, JsonElement actual, string path, bool floats)
    {
        if (expected.ValueKind == JsonValueKind.Null || actual.ValueKind == JsonValueKind.Null)
            return expected.ValueKind == actual.ValueKind ? null : Differ();
        switch (type)
        {
            case ParquetType.Struct group:
                if (actual.EnumerateObject().Count() != group.Fields.Count)
                    return Differ();
                foreach (var field in group.Fields)
                {
                    if (!actual.TryGetProperty(field.Name, out var read))
                        return $"{path} has no {field.Name}";
                    var written = expected.TryGetProperty(field.Name, out var found) ? found : Null;
                    if (Difference(field.Type, written, read, $"{path}.{field.Name}", floats) is { } difference)
                        return difference;
                }
                return null;
            case ParquetType.List list:
                if (actual.ValueKind != JsonValueKind.Array || actual.GetArrayLength() != expected.GetArrayLength())
                    return Differ();
                for (var at = 0; at < expected.GetArrayLength(); at++)
                {
                    if (Difference(list.Element, expected[at], actual[at], $"{path}[{at}]", floats) is { } difference)
                        return difference;
                }
                return null;
        }
        var same = type switch
        {
            ParquetType.Int64 or ParquetType.Int32 => BigInteger.Parse(expected.GetRawText(), CultureInfo.InvariantCulture) == BigInteger.Parse(actual.GetRawText(), CultureInfo.InvariantCulture),
            ParquetType.Double => BitConverter.DoubleToInt64Bits(expected.GetDouble()) == BitConverter.DoubleToInt64Bits(actual.GetDouble()),
            ParquetType.Float32 => BitConverter.SingleToInt32Bits(expected.GetSingle()) == BitConverter.SingleToInt32Bits((float)actual.GetDouble()),
            ParquetType.Decimal when floats => Math.Abs(expected.GetDouble() - actual.GetDouble()) <= Math.Abs(expected.GetDouble()) * 1e-15,
            ParquetType.Decimal => Plain(expected.GetRawText()) == Plain(actual.GetRawText()),
            ParquetType.Boolean => expected.ValueKind == actual.ValueKind,
            ParquetType.Json => actual.ValueKind == JsonValueKind.String && SameJson(expected, actual.GetString()!),
            _ => actual.ValueKind == JsonValueKind.String && expected.GetString() == actual.GetString(),
        };
        return same ? null : Differ();

        string Differ() => $"{path} ({type}): written {expected.GetRawText()}, read {actual.GetRawText()}";
    }

    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    private static bool SameJson(JsonElement expected, string text)
    {
        using var actual = JsonDocument.Parse(text);
        return JsonElement.DeepEquals(expected, actual.RootElement) && !text.StartsWith(' ');
    }

    private static string Plain(string number)
    {
        var digits = number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
        return digits == "-0" ? "0" : digits;
    }
}
