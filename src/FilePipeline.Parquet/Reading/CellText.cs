using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Reading;

/// <summary>A cell as JSON: the value that <see cref="JsonParquetWriter"/> would take for its column; bytes without meaning as Base64.</summary>
internal static class CellText
{
    private const int Utf8Text = 0, Enum = 4, Decimal = 5, Date = 6, Milliseconds = 9, Microseconds = 10, Json = 19;

    public static void Write(SchemaNode leaf, ReadOnlySpan<byte> value, Utf8JsonWriter json)
    {
        switch (leaf.Physical)
        {
            case PhysicalType.Boolean:
                json.WriteBooleanValue(value[0] == 1);
                break;
            case PhysicalType.Int32:
                WriteInteger(leaf, BinaryPrimitives.ReadInt32LittleEndian(value), json);
                break;
            case PhysicalType.Int64:
                WriteInteger(leaf, BinaryPrimitives.ReadInt64LittleEndian(value), json);
                break;
            case PhysicalType.Float:
                WriteFloat(BinaryPrimitives.ReadSingleLittleEndian(value), float.IsFinite, json);
                break;
            case PhysicalType.Double:
                WriteFloat(BinaryPrimitives.ReadDoubleLittleEndian(value), double.IsFinite, json);
                break;
            default:
                WriteBytes(leaf, value, json);
                break;
        }
    }

    private static void WriteInteger(SchemaNode leaf, long value, Utf8JsonWriter json)
    {
        switch (leaf.Converted)
        {
            case Decimal:
                WriteDecimal(leaf, value, json);
                break;
            case Date:
                WriteTime(value, TimeSpan.TicksPerDay, "yyyy-MM-dd", json);
                break;
            case Milliseconds:
                WriteTime(value, TimeSpan.TicksPerMillisecond, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", json);
                break;
            case Microseconds:
                WriteTime(value, TimeSpan.TicksPerMicrosecond, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", json);
                break;
            default:
                json.WriteNumberValue(value);
                break;
        }
    }

    /// <summary>Outside the years 1 to 9999 the number as it is.</summary>
    private static void WriteTime(long value, long unit, string form, Utf8JsonWriter json)
    {
        var ticks = (Int128)value * unit + DateTime.UnixEpoch.Ticks;
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
            json.WriteStringValue(new DateTime((long)ticks, DateTimeKind.Utc).ToString(form, CultureInfo.InvariantCulture));
        else
            json.WriteNumberValue(value);
    }

    private static void WriteBytes(SchemaNode leaf, ReadOnlySpan<byte> value, Utf8JsonWriter json)
    {
        if (leaf.Converted is Utf8Text or Enum or Json)
            json.WriteStringValue(value);
        else if (leaf.Converted == Decimal)
            WriteDecimal(leaf, new BigInteger(value, isBigEndian: true), json);
        else
            json.WriteBase64StringValue(value);
    }

    private static void WriteDecimal(SchemaNode leaf, BigInteger unscaled, Utf8JsonWriter json)
    {
        const int MostDigits = 1000;
        var scale = leaf.Element.IntegerOrNull(7) is { } said and >= 0 and < MostDigits ? (int)said : 0;
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        json.WriteRawValue($"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}");
    }

    private static void WriteFloat<T>(T value, Func<T, bool> isFinite, Utf8JsonWriter json)
        where T : IFloatingPoint<T>
    {
        if (isFinite(value))
            json.WriteRawValue(value.ToString("R", CultureInfo.InvariantCulture));
        else
            json.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
    }
}
