using System.Numerics;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>The format's hybrid of run lengths and bit-packed groups of eight, for levels and for dictionary indices.</summary>
internal static class RleEncoder
{
    private const int Group = 8;

    /// <summary>The bits that every number from 0 to <paramref name="max"/> fits in; at least 1, which every reader takes.</summary>
    public static int BitWidth(int max) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)max));

    public static void Encode<T>(ReadOnlySpan<T> values, int bitWidth, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var packed = 0;
        for (var at = 0; at < values.Length;)
        {
            var differs = values[at..].IndexOfAnyExcept(values[at]);
            var run = differs < 0 ? values.Length - at : differs;
            // what waits to be packed is first filled up to whole groups from the run
            var borrowed = (Group - (at - packed) % Group) % Group;
            if (run - borrowed >= Group)
            {
                Pack(values[packed..(at + borrowed)], bitWidth, output);
                output.AddVarint((ulong)(run - borrowed) << 1);
                var value = uint.CreateTruncating(values[at]);
                for (var bit = 0; bit < bitWidth; bit += 8)
                    output.Add((byte)(value >> bit));
                packed = at + run;
            }
            at += run;
        }
        Pack(values[packed..], bitWidth, output);
    }

    /// <summary>Only the last groups of a page may be short; they are filled up with zeros.</summary>
    private static void Pack<T>(ReadOnlySpan<T> values, int bitWidth, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + Group - 1) / Group;
        output.AddVarint((ulong)groups << 1 | 1);
        var target = output.Extend(groups * bitWidth);
        ulong waiting = 0;
        int bits = 0, written = 0;
        foreach (var value in values)
        {
            waiting |= ulong.CreateTruncating(value) << bits;
            bits += bitWidth;
            for (; bits >= 8; bits -= 8, waiting >>= 8)
                target[written++] = (byte)waiting;
        }
        for (; written < target.Length; waiting >>= 8)
            target[written++] = (byte)waiting;
    }
}
