using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace FilePipeline.Definition.Words;

/// <summary>Durations as <c>250ms</c>, <c>30s</c>, <c>1h30m</c>, <c>7d</c>: numbers with units, each unit once, larger ones first.</summary>
public static partial class DurationText
{
    private static readonly string[] _units = ["d", "h", "m", "s", "ms"];
    private static readonly decimal[] _ticks = [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond];

    /// <param name="help">When <c>false</c>: what to write instead.</param>
    public static bool TryParse(string text, out TimeSpan duration, out string help)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        help = "write a number and a unit: 250ms, 30s, 10m, 1h30m, 7d";
        if (!Whole().IsMatch(text))
        {
            help = Instead(text) ?? help;
            return false;
        }
        decimal ticks = 0;
        var last = -1;
        foreach (var part in Part().Matches(text).Cast<Match>())
        {
            var unit = Array.IndexOf(_units, part.Groups["unit"].Value);
            if (unit <= last)
            {
                help = "write each unit once, the larger ones first: 1h30m";
                return false;
            }
            last = unit;
            if (!decimal.TryParse(part.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number > 1_000_000_000)
            {
                help = "that is longer than any pipeline lives";
                return false;
            }
            ticks += number * _ticks[unit];
        }
        if (ticks > long.MaxValue)
        {
            help = "that is longer than any pipeline lives";
            return false;
        }
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back as the same, to the millisecond: <c>1h30m</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = duration.Ticks;
        var text = "";
        for (var unit = 0; unit < _units.Length; unit++)
        {
            var count = rest / (long)_ticks[unit];
            rest -= count * (long)_ticks[unit];
            if (count > 0)
                text += count.ToString(CultureInfo.InvariantCulture) + _units[unit];
        }
        return text.Length > 0 ? text : "0s";
    }

    private static string? Instead(string text)
    {
        if (BareNumber().IsMatch(text))
            return $"add a unit: {text}s";
        if (text.StartsWith('P') || text.StartsWith('p'))
        {
            try
            {
                var iso = XmlConvert.ToTimeSpan(text.ToUpperInvariant());
                return $"{text} is ISO-8601; write {Format(iso)}";
            }
            catch (Exception trouble) when (trouble is FormatException or OverflowException)
            {
                return null;
            }
        }
        if (LongUnits().Match(text) is { Success: true } match)
        {
            var unit = match.Groups["unit"].Value.ToUpperInvariant() switch
            {
                ['M', 'S'] or ['M', 'I', 'L', ..] => "ms",
                ['S', ..] => "s",
                ['M', ..] => "m",
                ['H', ..] => "h",
                ['W', ..] => null,
                _ => "d",
            };
            return unit is null ? "there are no weeks: write 7d" : $"write {match.Groups["number"].Value}{unit}";
        }
        return null;
    }

    [GeneratedRegex(@"^([0-9]+(\.[0-9]+)?(ms|s|m|h|d))+$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<number>[0-9]+(\.[0-9]+)?)(?<unit>ms|s|m|h|d)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?) *(?<unit>ms|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$(?!\n)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LongUnits();
}
