using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;

namespace FilePipeline.Parquet.Writing;

/// <summary>A column: turns a JSON value into the plain encoding of its type.</summary>
internal sealed class ScalarNode(string path, int parentDefinition, bool nullable, ParquetType type, ColumnWriter column)
    : ColumnNode(path, parentDefinition, nullable)
{
    private byte[] _scratch = new byte[64];

    public override void WriteAbsent(int repetition, int definition) => column.AddAbsent(repetition, definition);

    protected override void WriteValue(ref RowCursor row, int repetition)
    {
        switch (type)
        {
            case ParquetType.Text:
                column.Add(repetition, Text(ref row));
                break;
            case ParquetType.Int64:
                column.AddInt64(repetition, Integer(ref row, long.MinValue, long.MaxValue));
                break;
            case ParquetType.Double:
                column.AddInt64(repetition, BitConverter.DoubleToInt64Bits(Number(ref row)));
                break;
            case ParquetType.Boolean:
                column.Add(repetition, Boolean(ref row) ? [1] : [0]);
                break;
            case ParquetType.Int32:
                column.AddInt32(repetition, (int)Integer(ref row, int.MinValue, int.MaxValue));
                break;
            case ParquetType.Float32:
                column.AddInt32(repetition, BitConverter.SingleToInt32Bits(Float(ref row)));
                break;
            case ParquetType.Json:
                column.Add(repetition, JsonText.WithoutBlanks(row.ReadText(), ref _scratch));
                break;
            case ParquetType.Binary:
                column.Add(repetition, Base64Bytes(ref row));
                break;
            case ParquetType.Date:
                column.AddInt32(repetition, TimeText.Days(Text(ref row)) ?? throw Unfit(ref row, "a date like 2026-01-31"));
                break;
            case ParquetType.Timestamp:
                column.AddInt64(repetition, TimeText.Microseconds(Text(ref row)) ?? throw Unfit(ref row, "a time like 2026-01-31T12:00:00Z"));
                break;
            case ParquetType.Decimal decimals:
                AddDecimal(ref row, repetition, decimals);
                break;
        }
    }

    /// <summary>The string, unescaped. Almost always that is the row's own bytes.</summary>
    private ReadOnlySpan<byte> Text(ref RowCursor row)
    {
        if (row.Json.TokenType != JsonTokenType.String)
            throw Unfit(ref row);
        if (!row.Json.ValueIsEscaped)
            return row.Json.ValueSpan;
        if (_scratch.Length < row.Json.ValueSpan.Length)
            _scratch = new byte[BitOperations.RoundUpToPowerOf2((uint)row.Json.ValueSpan.Length)];
        try
        {
            return _scratch.AsSpan(0, row.Json.CopyString(_scratch));
        }
        catch (InvalidOperationException e)
        {
            throw new JsonRowException(Path, $"`{Path}` holds half a surrogate pair, which no UTF-8 text can: {row.Shown}", e);
        }
    }

    private long Integer(ref RowCursor row, long min, long max)
    {
        if (row.Json.TokenType != JsonTokenType.Number || row.Json.ValueSpan.IndexOfAny(".eE"u8) >= 0)
            throw Unfit(ref row);
        return row.Json.TryGetInt64(out var value) && value >= min && value <= max
            ? value
            : throw Unfit(ref row, $"an integer from {min} to {max}");
    }

    private double Number(ref RowCursor row)
    {
        if (row.Json.TokenType != JsonTokenType.Number)
            throw Unfit(ref row);
        return row.Json.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Unfit(ref row, "a number that 64 bits of floating point can hold");
    }

    private float Float(ref RowCursor row)
    {
        if (row.Json.TokenType != JsonTokenType.Number)
            throw Unfit(ref row);
        return row.Json.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw Unfit(ref row, "a number that 32 bits of floating point can hold");
    }

    private bool Boolean(ref RowCursor row) => row.Json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Unfit(ref row),
    };

    private ReadOnlySpan<byte> Base64Bytes(ref RowCursor row)
    {
        var text = Text(ref row);
        var target = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, target, out _, out var written) == System.Buffers.OperationStatus.Done
            ? target.AsSpan(0, written)
            : throw Unfit(ref row, "Base64");
    }

    private void AddDecimal(ref RowCursor row, int repetition, ParquetType.Decimal decimals)
    {
        var text = row.Json.TokenType == JsonTokenType.Number ? row.Json.ValueSpan : Text(ref row);
        var value = DecimalText.Parse(text, decimals.Precision, decimals.Scale) ?? throw Unfit(ref row, $"a number that {decimals} holds exactly");
        if (decimals.Precision <= 9)
        {
            column.AddInt32(repetition, (int)value);
        }
        else if (decimals.Precision <= 18)
        {
            column.AddInt64(repetition, (long)value);
        }
        else
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt128BigEndian(bytes, value);
            column.Add(repetition, bytes);
        }
    }

    private JsonRowException Unfit(ref RowCursor row, string? wanted = null) =>
        new(Path, wanted is null
            ? $"`{Path}` is {type}, and the row has {row.Shown}"
            : $"`{Path}` is {type} and takes {wanted}, and the row has {row.Shown}");
}
