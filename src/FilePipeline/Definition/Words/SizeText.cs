using System.Globalization;
using System.Text.RegularExpressions;

namespace FilePipeline.Definition.Words;

/// <summary>Sizes as <c>64MB</c> (powers of 1,000: kB MB GB TB) or <c>64MiB</c> (powers of 1,024: KiB MiB GiB TiB), or bytes: <c>512B</c>.</summary>
public static partial class SizeText
{
    private static readonly Dictionary<string, long> _units = new(StringComparer.Ordinal)
    {
        ["B"] = 1,
        ["kB"] = 1_000, ["KB"] = 1_000, ["MB"] = 1_000_000, ["GB"] = 1_000_000_000, ["TB"] = 1_000_000_000_000,
        ["KiB"] = 1L << 10, ["MiB"] = 1L << 20, ["GiB"] = 1L << 30, ["TiB"] = 1L << 40,
    };

    /// <param name="help">When <c>false</c>: what to write instead.</param>
    public static bool TryParse(string text, out long bytes, out string help)
    {
        ArgumentNullException.ThrowIfNull(text);
        bytes = 0;
        help = "write a number and a unit: 512kB, 64MB (1,000,000 bytes each), 64MiB (1,048,576 each), 1GB";
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        var unit = match.Groups["unit"].Value;
        if (!_units.TryGetValue(unit, out var factor) || match.Groups["space"].Length > 0)
        {
            var meant = unit.Length == 0 ? "B" : _units.Keys.FirstOrDefault(known => known.StartsWith(unit, StringComparison.OrdinalIgnoreCase));
            help = meant is null ? help : $"write {match.Groups["number"].Value}{meant}";
            return false;
        }
        if (!decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / factor)
        {
            help = "that is more than any disk holds";
            return false;
        }
        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>In the largest unit that leaves no rest: <c>64MiB</c>, <c>1GB</c>, <c>1234B</c>.</summary>
    public static string Format(long bytes)
    {
        var (unit, factor) = _units.Where(unit => bytes != 0 && unit.Key != "KB" && bytes % unit.Value == 0).OrderByDescending(unit => unit.Value)
            .FirstOrDefault(new KeyValuePair<string, long>("B", 1));
        return (bytes / factor).ToString(CultureInfo.InvariantCulture) + unit;
    }

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?)(?<space> *)(?<unit>[A-Za-z]*)$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
