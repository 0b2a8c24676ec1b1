namespace FilePipeline.Parquet.Reading;

/// <summary>Decodes the hybrid of run lengths and bit-packed groups.</summary>
internal static class LevelReader
{
    /// <returns>Exactly <paramref name="count"/> numbers.</returns>
    public static int[] Decode(ReadOnlySpan<byte> bytes, int bitWidth, int count)
    {
        if (bitWidth is < 0 or > 32)
            throw new ParquetFileException($"{bitWidth} bits are too many");
        var values = new int[count];
        var filled = 0;
        while (filled < count)
        {
            var header = Varint(ref bytes);
            if ((header & 1) == 0)
            {
                var run = (int)Math.Min(header >> 1, (uint)(count - filled));
                var value = 0;
                var width = (bitWidth + 7) / 8;
                foreach (var one in Take(ref bytes, width))
                    value = (int)((uint)value >> 8 | (uint)one << 24);
                values.AsSpan(filled, run).Fill(width == 0 ? 0 : (int)((uint)value >> (32 - width * 8)));
                filled += run;
            }
            else
            {
                var packed = Take(ref bytes, (header >> 1) * (long)bitWidth);
                var last = (int)Math.Min(filled + (header >> 1) * 8L, count);
                for (var bit = 0L; filled < last; filled++)
                {
                    for (var at = 0; at < bitWidth; at++, bit++)
                        values[filled] |= (packed[(int)(bit >> 3)] >> (int)(bit & 7) & 1) << at;
                }
            }
        }
        return values;
    }

    private static uint Varint(ref ReadOnlySpan<byte> bytes)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var one = Take(ref bytes, 1)[0];
            value |= (uint)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
        throw new ParquetFileException("a run has no end");
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, long count)
    {
        if (count > bytes.Length)
            throw new ParquetFileException("levels end early");
        var taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }
}
