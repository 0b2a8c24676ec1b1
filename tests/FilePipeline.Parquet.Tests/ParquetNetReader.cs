using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parquet;
using Parquet.Data;

namespace FilePipeline.Parquet.Tests;

/// <summary>
/// Rows of a file as the package Parquet.Net reads its columns, put together here from values and levels: a reader that is not
/// ours and needs nothing but a checkout. Cells are printed as <c>tests/readers/read.mjs</c> prints them.
/// </summary>
internal static class ParquetNetReader
{
    public const string Name = "parquet.net";

    private static readonly ParquetOptions Options = new() { UseBigDecimal = true, UseDateOnlyTypeForDates = true };
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IReadOnlyList<string>> ReadAsync(Stream file, ParquetSchema schema)
    {
        var rows = new List<string>();
        await using var reader = await ParquetReader.CreateAsync(file, Options);
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var columns = reader.OpenRowGroupReader(group);
            var leaves = new List<Leaf>();
            foreach (var field in reader.Schema.GetDataFields())
            {
                using var column = await columns.ReadRawColumnDataBaseAsync(field);
                leaves.Add(new(Cells(column), field.MaxDefinitionLevel > 0 ? column.DefinitionLevels.ToArray() : null, field.MaxRepetitionLevel > 0 ? column.RepetitionLevels.ToArray() : null));
            }
            var whole = new ParquetType.Struct(schema.Fields);
            for (var row = 0L; row < columns.RowCount; row++)
            {
                var next = 0;
                rows.Add(Cell(whole, nullable: false, leaves, ref next, 0, 0));
            }
            Assert.All(leaves, leaf => Assert.True(leaf.IsAtEnd));
        }
        return rows;
    }

    /// <param name="next">The first leaf below; on return the first one after.</param>
    /// <param name="definition">The level at which the cell's parent is there.</param>
    /// <param name="repetition">Lists around the cell.</param>
    private static string Cell(ParquetType type, bool nullable, List<Leaf> leaves, ref int next, int definition, int repetition)
    {
        var first = leaves[next];
        if (nullable && first.Definition <= definition)
            return Pass("null", type, leaves, ref next);
        var present = nullable ? definition + 1 : definition;
        switch (type)
        {
            case ParquetType.Struct group:
                var parts = new List<string>();
                foreach (var field in group.Fields)
                    parts.Add($"{JsonSerializer.Serialize(field.Name)}:{Cell(field.Type, field.Nullable, leaves, ref next, present, repetition)}");
                return $"{{{string.Join(',', parts)}}}";
            case ParquetType.List list:
                if (first.Definition == present)
                    return Pass("[]", type, leaves, ref next);
                var elements = new List<string>();
                int start = next, end;
                do
                {
                    end = start;
                    elements.Add(Cell(list.Element, nullable: true, leaves, ref end, present + 1, repetition + 1));
                }
                while (first.Repetition == repetition + 1);
                next = end;
                return $"[{string.Join(',', elements)}]";
            default:
                next++;
                return first.Take();
        }
    }

    /// <summary>One entry of each leaf below stands for the whole cell.</summary>
    private static string Pass(string text, ParquetType type, List<Leaf> leaves, ref int next)
    {
        for (var count = Leaves(type); count > 0; count--)
            leaves[next++].Skip();
        return text;
    }

    private static int Leaves(ParquetType type) => type switch
    {
        ParquetType.Struct group => group.Fields.Sum(field => Leaves(field.Type)),
        ParquetType.List list => Leaves(list.Element),
        _ => 1,
    };

    private static string[] Cells(RawColumnData column) => column switch
    {
        RawColumnData<bool> cells => Map(cells.Values, cell => cell ? "true" : "false"),
        RawColumnData<int> cells => Map(cells.Values, cell => cell.ToString(CultureInfo.InvariantCulture)),
        RawColumnData<long> cells => Map(cells.Values, cell => cell.ToString(CultureInfo.InvariantCulture)),
        RawColumnData<float> cells => Map(cells.Values, cell => cell.ToString("R", CultureInfo.InvariantCulture)),
        RawColumnData<double> cells => Map(cells.Values, cell => cell.ToString("R", CultureInfo.InvariantCulture)),
        RawColumnData<ReadOnlyMemory<char>> cells => Map(cells.Values, cell => Text(cell.ToString())),
        RawColumnData<ReadOnlyMemory<byte>> cells => Map(cells.Values, cell => Text(Convert.ToBase64String(cell.Span))),
        RawColumnData<DateOnly> cells => Map(cells.Values, cell => Text(cell.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        RawColumnData<DateTime> cells => Map(cells.Values, cell => Text(cell.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))),
        RawColumnData<BigDecimal> cells => Map(cells.Values, cell => Number(cell.UnscaledValue, cell.Scale)),
        _ => throw new NotSupportedException(column.GetType().ToString()),
    };

    private static string[] Map<T>(ReadOnlySpan<T> cells, Func<T, string> print)
    {
        var texts = new string[cells.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = print(cells[i]);
        return texts;
    }

    private static string Text(string text) => JsonSerializer.Serialize(text, Unescaped);

    private static string Number(BigInteger unscaled, int scale)
    {
        var digits = new StringBuilder(BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0'));
        return (unscaled.Sign < 0 ? "-" : "") + (scale > 0 ? digits.Insert(digits.Length - scale, '.') : digits);
    }

    /// <summary>The entries of a leaf column. The values of those that have one come first in <paramref name="values"/>; behind them may be room.</summary>
    private sealed class Leaf(string[] values, int[]? definitions, int[]? repetitions)
    {
        private int _entry;
        private int _value;

        public bool IsAtEnd => _entry == (definitions?.Length ?? values.Length);

        public int Definition => definitions?[_entry] ?? 0;

        /// <summary>-1 behind the last entry.</summary>
        public int Repetition => repetitions is null ? 0 : _entry < repetitions.Length ? repetitions[_entry] : -1;

        public string Take()
        {
            _entry++;
            return values[_value++];
        }

        public void Skip() => _entry++;
    }
}
