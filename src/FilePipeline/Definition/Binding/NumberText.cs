using System.Globalization;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>Numbers by the core schema of YAML 1.2.</summary>
internal static class NumberText
{
    /// <param name="number"><c>null</c> while <c>true</c> is returned: a whole number that fits no 64 bits.</param>
    /// <param name="help">While <c>false</c> is returned: what to write instead, where that can be told.</param>
    public static bool TryInteger(Written written, out long? number, out string? help)
    {
        var text = written.Value;
        (number, help) = (null, null);
        if (!PlainKind.Integer().IsMatch(text))
        {
            var bare = text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
            help = PlainKind.Integer().IsMatch(bare) ? $"write {bare}"
                : PlainKind.Number().IsMatch(text) && text.EndsWith(".0", StringComparison.Ordinal) ? $"write {text[..^2]}" : null;
            return false;
        }
        if (!written.Plain)
        {
            help = $"write {text} without quotes";
            return false;
        }
        number = text.StartsWith("0x", StringComparison.Ordinal) ? Hexadecimal(text[2..])
            : text.StartsWith("0o", StringComparison.Ordinal) ? Octal(text[2..])
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
        return true;
    }

    /// <summary>A finite number, or a percentage: <c>20%</c> is 0.2.</summary>
    public static bool TryNumber(Written written, out double number)
    {
        var text = written.Value;
        var isPercent = text.EndsWith('%');
        var digits = isPercent ? text[..^1] : text;
        number = 0;
        if ((!written.Plain && !isPercent) || (!PlainKind.Number().IsMatch(digits) && !PlainKind.Integer().IsMatch(digits)))
            return false;
        var isFinite = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        number = isPercent ? number / 100 : number;
        return isFinite;
    }

    private static long? Hexadecimal(string digits) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

    private static long? Octal(string digits)
    {
        long value = 0;
        foreach (var digit in digits)
        {
            if (value > long.MaxValue >> 3)
                return null;
            value = value << 3 | (uint)(digit - '0');
        }
        return value;
    }
}
