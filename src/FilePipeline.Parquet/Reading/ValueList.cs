using System.Buffers.Binary;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Reading;

/// <summary>The values of a page, each where it lies in the page's bytes or in the dictionary's.</summary>
internal sealed class ValueList
{
    private readonly byte[] _bytes;
    private readonly (int Start, int Length)[] _places;

    private ValueList(byte[] bytes, (int Start, int Length)[] places)
    {
        _bytes = bytes;
        _places = places;
    }

    public int Count => _places.Length;

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_places[index].Start, _places[index].Length);

    /// <summary>The plain encoding; nothing may be left behind the last value.</summary>
    public static ValueList Plain(SchemaNode leaf, byte[] bytes, int start, int count)
    {
        if (leaf.Physical == PhysicalType.Boolean)
            return Booleans(bytes, start, count);
        var places = new (int, int)[count];
        var at = start;
        for (var value = 0; value < count; value++)
        {
            var length = leaf.Physical switch
            {
                PhysicalType.Int32 or PhysicalType.Float => 4,
                PhysicalType.Int64 or PhysicalType.Double => 8,
                PhysicalType.Int96 => 12,
                PhysicalType.FixedLengthByteArray => leaf.FixedLength,
                _ => bytes.Length - at < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)),
            };
            if (leaf.Physical == PhysicalType.ByteArray)
                at += 4;
            if (length < 0 || length > bytes.Length - at)
                throw new ParquetFileException($"`{leaf.Path}`: a page ends in value {value + 1} of {count}");
            places[value] = (at, length);
            at += length;
        }
        return at == bytes.Length ? new(bytes, places) : throw new ParquetFileException($"`{leaf.Path}`: {bytes.Length - at} bytes are left behind the values of a page");
    }

    /// <summary>Values of this list, the dictionary, by their numbers.</summary>
    public ValueList Pick(SchemaNode leaf, int[] numbers)
    {
        foreach (var number in numbers)
        {
            if ((uint)number >= (uint)Count)
                throw new ParquetFileException($"`{leaf.Path}`: value {number} of a dictionary of {Count}");
        }
        return new(_bytes, [.. numbers.Select(number => _places[number])]);
    }

    private static ValueList Booleans(byte[] bytes, int start, int count)
    {
        if (bytes.Length - start < (count + 7) / 8)
            throw new ParquetFileException("a page of booleans ends early");
        var values = new byte[count];
        for (var at = 0; at < count; at++)
            values[at] = (byte)(bytes[start + (at >> 3)] >> (at & 7) & 1);
        return new(values, [.. Enumerable.Range(0, count).Select(at => (at, 1))]);
    }
}
