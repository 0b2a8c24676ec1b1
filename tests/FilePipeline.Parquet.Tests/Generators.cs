using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

/// <summary>Random schemas and rows: lists of lists, structs in lists, nulls at every level, every plane of Unicode, the ends of the numbers.</summary>
internal static class Generators
{
    private static readonly string[] Names = ["a", "b", "name with blank", "x.y", "größe", "список", "😀", "list", "element", "quo\"te", "back\\slash", "key"];
    private static readonly string[] Words = ["red", "green", "blue", "", " ", "null"];
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Gen<GeneratedFile> Files { get; } =
        from fields in Fields(depth: 3)
        let schema = new ParquetSchema(fields)
        from count in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Constant(1)), (5, Gen.Choose(2, 30)), (1, Gen.Choose(100, 400)))
        from rows in Row(fields).ArrayOf(count)
        from codec in Gen.Elements(Enum.GetValues<Compression>())
        from groupRows in Gen.Elements(1, 3, 8, 100, 122_880)
        select new GeneratedFile(schema, rows, new() { Codec = codec, RowGroupRows = groupRows });

    public static Arbitrary<GeneratedFile> AnyFile { get; } = Arb.From(Files, FewerRows);

    private static IEnumerable<GeneratedFile> FewerRows(GeneratedFile file)
    {
        for (var half = file.Rows.Count / 2; half > 0; half /= 2)
        {
            yield return file with { Rows = [.. file.Rows.Take(half)] };
            yield return file with { Rows = [.. file.Rows.Skip(half)] };
        }
    }

    private static Gen<IReadOnlyList<ParquetField>> Fields(int depth) =>
        from count in Gen.Choose(1, 4)
        from names in Gen.Shuffle(Names)
        from fields in Field(depth).ArrayOf(count)
        select (IReadOnlyList<ParquetField>)[.. fields.Select((field, at) => field with { Name = names[at] })];

    private static Gen<ParquetField> Field(int depth) =>
        from type in Type(depth)
        from nullable in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new ParquetField("", type, nullable);

    private static Gen<ParquetType> Type(int depth)
    {
        var scalar = Gen.Elements<ParquetType>(
            new ParquetType.Boolean(), new ParquetType.Int64(), new ParquetType.Int64(), new ParquetType.Double(), new ParquetType.Text(), new ParquetType.Text(),
            new ParquetType.Int32(), new ParquetType.Float32(), new ParquetType.Date(), new ParquetType.Timestamp(), new ParquetType.Json(), new ParquetType.Binary(),
            new ParquetType.Decimal(5, 2), new ParquetType.Decimal(15, 0), new ParquetType.Decimal(38, 10));
        return depth == 0
            ? scalar
            : Gen.Frequency(
                (4, scalar),
                (2, from element in Type(depth - 1) select (ParquetType)new ParquetType.List(element)),
                (2, from fields in Fields(depth - 1) select (ParquetType)new ParquetType.Struct(fields)));
    }

    /// <summary>A row as JSON text: fields in any order, null ones written or left out, now and then with blanks.</summary>
    private static Gen<string> Row(IReadOnlyList<ParquetField> fields) =>
        from blank in Gen.Elements("", "", " ", "\n\t")
        from nulls in Gen.Elements(0, 10, 50, 100)
        from row in Object(fields, nulls)
        select blank + row + blank;

    private static Gen<string> Object(IReadOnlyList<ParquetField> fields, int nulls) =>
        from cells in Gen.CollectToArray(fields, field =>
            from cell in Cell(field.Type, field.Nullable ? nulls : 0)
            from written in Gen.Choose(0, 1)
            from escaped in Gen.Choose(0, 3)
            select cell == "null" && field.Nullable && written == 0 ? null : $"{Quoted(field.Name, escaped == 0)}:{cell}")
        from order in Gen.Shuffle(cells)
        select $"{{{string.Join(",", order.Where(cell => cell is not null))}}}";

    private static Gen<string> Cell(ParquetType type, int nulls) =>
        from chance in Gen.Choose(1, 100)
        from value in chance <= nulls ? Gen.Constant("null") : Value(type, nulls)
        select value;

    private static Gen<string> Value(ParquetType type, int nulls) => type switch
    {
        ParquetType.Boolean => Gen.Elements("true", "false"),
        ParquetType.Int32 => Integers(int.MinValue, int.MaxValue),
        ParquetType.Int64 => Integers(long.MinValue, long.MaxValue),
        ParquetType.Float32 => from bits in Bits where float.IsFinite(BitConverter.Int32BitsToSingle((int)bits)) select Number(BitConverter.Int32BitsToSingle((int)bits)),
        ParquetType.Double => Gen.Frequency(
            (2, from bits in Bits where double.IsFinite(BitConverter.Int64BitsToDouble(bits)) select Number(BitConverter.Int64BitsToDouble(bits))),
            (1, Gen.Elements("0", "-0", "-0.0", "1", "1.5", "1e3", "1.7976931348623157e308", "5e-324", "-2.5E-3", "0.1"))),
        ParquetType.Text => from text in Text from escaped in Gen.Choose(0, 4) select Quoted(text, escaped == 0),
        ParquetType.Json => Gen.Elements("1", "\"t\"", "[1,[ ],{}]", "{\"a\":{\"b\":\" blank \\\" \"},\"c\":[true,null]}", "{}"),
        ParquetType.Binary => from bytes in Gen.Choose(0, 255).ArrayOf() select Quoted(Convert.ToBase64String([.. bytes.Select(one => (byte)one)]), false),
        ParquetType.Date => from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber) select $"\"{DateOnly.FromDayNumber(day):yyyy-MM-dd}\"",
        ParquetType.Timestamp => from day in Gen.Choose(-40_000, 80_000)
                                 from second in Gen.Choose(0, 86_399)
                                 from micro in Gen.Choose(0, 999_999)
                                 select $"\"{DateTime.UnixEpoch.AddDays(day).AddSeconds(second).AddMicroseconds(micro):yyyy-MM-dd'T'HH:mm:ss.ffffff}Z\"",
        ParquetType.Decimal number => from digits in Gen.Choose(0, 9).ArrayOf(number.Precision)
                                      from negative in Gen.Elements("", "-")
                                      select Decimal(negative, digits, number.Scale),
        ParquetType.List list => from count in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 4)), (1, Gen.Choose(5, 20)))
                                 from cells in Cell(list.Element, nulls).ArrayOf(count)
                                 select $"[{string.Join(",", cells)}]",
        ParquetType.Struct group => Object(group.Fields, nulls),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static Gen<long> Bits =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select (long)high << 32 | (uint)low;

    private static Gen<string> Integers(long min, long max) => Gen.Frequency(
        (1, Gen.Elements(min, max, min + 1, max - 1, 0, -1).Select(Number)),
        (2, Gen.Choose(0, 5).Select(small => Number((long)small))),
        (1, from bits in Bits select Number(min == long.MinValue ? bits : (int)bits)));

    private static Gen<string> Text => Gen.Frequency(
        (4, Gen.Elements(Words)),
        (3, from runes in Character.ArrayOf() select string.Concat(runes)),
        (1, from runes in Character.ArrayOf(70) select string.Concat(runes)),
        (1, from one in Character from count in Gen.Choose(60, 3000) select string.Concat(Enumerable.Repeat(one, count))));

    private static Gen<string> Character => Gen.Frequency(
        (3, Gen.Choose(0, 0x7F)),
        (1, Gen.Choose(0x80, 0x7FF)),
        (1, Gen.Choose(0x800, 0xD7FF)),
        (1, Gen.Choose(0xE000, 0xFFFF)),
        (2, Gen.Choose(0x1_0000, 0x10_FFFF)),
        (1, Gen.Elements(0x10_FFFF, 0xD7FF, 0xFFFF, 0x7F)))
        .Select(char.ConvertFromUtf32);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Decimal(string sign, int[] digits, int scale)
    {
        var text = string.Concat(digits);
        var whole = text[..^scale].TrimStart('0');
        return sign + (whole.Length == 0 ? "0" : whole) + (scale == 0 ? "" : "." + text[^scale..]);
    }

    private static string Quoted(string text, bool escaped)
    {
        if (!escaped)
            return JsonSerializer.Serialize(text, Unescaped);
        var all = new StringBuilder("\"");
        foreach (var unit in text)
            all.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        return all.Append('"').ToString();
    }
}
