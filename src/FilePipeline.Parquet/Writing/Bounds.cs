using System.Buffers.Binary;
using System.Text;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>
/// The least and the greatest value of a page or chunk, for readers that skip. Long texts are cut: the least to a prefix,
/// the greatest to a prefix with its last character raised, so that both still bound every value.
/// </summary>
internal sealed record Bounds(byte[] Min, bool MinIsExact, byte[] Max, bool MaxIsExact)
{
    /// <summary>Texts in statistics are at most this long.</summary>
    public const int TextBytes = 64;

    public static Bounds Of(PhysicalType type, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        if (type == PhysicalType.ByteArray)
        {
            var (shortMax, maxIsExact) = Above(max);
            var shortMin = Prefix(min);
            return new(shortMin.ToArray(), shortMin.Length == min.Length, shortMax, maxIsExact);
        }
        var bounds = new Bounds(min.ToArray(), true, max.ToArray(), true);
        // the two zeros are equal but some readers compare bits: the format wants the outer one of each
        if (type == PhysicalType.Double)
        {
            if (BinaryPrimitives.ReadDoubleLittleEndian(min) == 0)
                BinaryPrimitives.WriteDoubleLittleEndian(bounds.Min, -0.0);
            if (BinaryPrimitives.ReadDoubleLittleEndian(max) == 0)
                BinaryPrimitives.WriteDoubleLittleEndian(bounds.Max, 0.0);
        }
        if (type == PhysicalType.Float)
        {
            if (BinaryPrimitives.ReadSingleLittleEndian(min) == 0)
                BinaryPrimitives.WriteSingleLittleEndian(bounds.Min, -0.0f);
            if (BinaryPrimitives.ReadSingleLittleEndian(max) == 0)
                BinaryPrimitives.WriteSingleLittleEndian(bounds.Max, 0.0f);
        }
        return bounds;
    }

    /// <summary>Bounds of both; <c>null</c> are no values.</summary>
    public static Bounds? Join(PhysicalType type, Bounds? left, Bounds? right)
    {
        if (left is null || right is null)
            return left ?? right;
        var min = ValueOrder.Compare(type, left.Min, right.Min);
        var max = ValueOrder.Compare(type, left.Max, right.Max);
        return new(
            min <= 0 ? left.Min : right.Min,
            min < 0 ? left.MinIsExact : min > 0 ? right.MinIsExact : left.MinIsExact || right.MinIsExact,
            max >= 0 ? left.Max : right.Max,
            max > 0 ? left.MaxIsExact : max < 0 ? right.MaxIsExact : left.MaxIsExact || right.MaxIsExact);
    }

    private static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> text)
    {
        if (text.Length <= TextBytes)
            return text;
        var end = TextBytes;
        while ((text[end] & 0xC0) == 0x80)
            end--;
        return text[..end];
    }

    private static (byte[] Max, bool IsExact) Above(ReadOnlySpan<byte> text)
    {
        var prefix = Prefix(text);
        if (prefix.Length == text.Length)
            return (text.ToArray(), true);
        while (Rune.DecodeLastFromUtf8(prefix, out var last, out var length) == System.Buffers.OperationStatus.Done)
        {
            prefix = prefix[..^length];
            var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1; // no character stands in the gap of the surrogates
            if (!Rune.IsValid(next))
                continue;
            Span<byte> raised = stackalloc byte[4];
            return ([.. prefix, .. raised[..new Rune(next).EncodeToUtf8(raised)]], false);
        }
        return (text.ToArray(), true); // only greatest characters: nothing shorter lies above
    }
}
