namespace FilePipeline.Datasets;

/// <summary>The ordinal order of texts (by UTF-16 code units), told from their UTF-8.</summary>
internal static class KeyOrder
{
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[same]).CompareTo(Rank(right[same]));
    }

    // UTF-16 has the characters from U+10000 (0xF0 and up) before those from U+E000 (0xEE, 0xEF)
    private static int Rank(byte first) => first is 0xEE or 0xEF ? first + 0x10 : first;
}
