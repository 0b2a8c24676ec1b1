namespace FilePipeline.Parquet.Writing;

internal static class DecimalText
{
    /// <summary>
    /// The number times 10^<paramref name="scale"/>, exactly; <c>null</c> where the text is no JSON number, has digits
    /// past the scale, or more digits than the precision.
    /// </summary>
    public static Int128? Parse(ReadOnlySpan<byte> text, int precision, int scale)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var at = negative ? 1 : 0;
        Int128 value = 0;
        int digits = 0, fraction = 0;
        var inFraction = false;
        var exponent = 0;
        for (; at < text.Length; at++)
        {
            var one = text[at];
            if (one is >= (byte)'0' and <= (byte)'9')
            {
                if (value > MaxBeforeDigit)
                    return null;
                value = value * 10 + (one - '0');
                digits++;
                fraction += inFraction ? 1 : 0;
            }
            else if (one == '.' && !inFraction)
            {
                inFraction = true;
            }
            else if (one is (byte)'e' or (byte)'E' && digits > 0)
            {
                var rest = text[(at + 1)..];
                if (rest.Length > 0 && rest[0] == '+')
                    rest = rest[1..];
                if (!System.Buffers.Text.Utf8Parser.TryParse(rest, out exponent, out var used) || used != rest.Length || Math.Abs(exponent) > 100)
                    return null;
                break;
            }
            else
            {
                return null;
            }
        }
        if (digits == 0)
            return null;
        for (var shift = scale - fraction + exponent; shift != 0 && value != 0; shift -= Math.Sign(shift))
        {
            if (shift > 0 ? value > MaxBeforeDigit : value % 10 != 0)
                return null;
            value = shift > 0 ? value * 10 : value / 10;
        }
        return Digits(value) > precision ? null : negative ? -value : value;
    }

    private static readonly Int128 MaxBeforeDigit = Int128.MaxValue / 10 - 1;

    private static int Digits(Int128 value)
    {
        var count = 0;
        for (; value != 0; value /= 10)
            count++;
        return count;
    }
}
