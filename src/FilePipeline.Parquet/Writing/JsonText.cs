namespace FilePipeline.Parquet.Writing;

internal static class JsonText
{
    /// <summary>Valid JSON without the blanks between its tokens.</summary>
    /// <param name="scratch">Grown as needed; the result may lie in it.</param>
    public static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> json, ref byte[] scratch)
    {
        if (json.IndexOfAny(" \n\r\t"u8) < 0)
            return json;
        if (scratch.Length < json.Length)
            scratch = new byte[json.Length];
        var length = 0;
        var inString = false;
        for (var at = 0; at < json.Length; at++)
        {
            var one = json[at];
            if (!inString && one is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                continue;
            scratch[length++] = one;
            if (one == '"')
                inString = !inString;
            else if (one == '\\')
                scratch[length++] = json[++at];
        }
        return scratch.AsSpan(0, length);
    }
}
