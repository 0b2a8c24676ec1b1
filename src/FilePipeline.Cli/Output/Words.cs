using System.Globalization;

namespace FilePipeline.Cli.Output;

/// <summary>Numbers, spans and moments as people read them.</summary>
internal static class Words
{
    /// <summary><c>1,205</c></summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 item</c>, <c>1,205 items</c>.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary><c>38 ms</c>, <c>1.24 s</c>, <c>1m 31s</c>, <c>2h 05m</c>, <c>3d 4h</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var invariant = CultureInfo.InvariantCulture;
        return span.TotalMilliseconds switch
        {
            <= 0 => "0 ms",
            < 0.05 => "<0.1 ms",
            < 10 => string.Create(invariant, $"{span.TotalMilliseconds:0.#} ms"),
            < 999.5 => string.Create(invariant, $"{span.TotalMilliseconds:0} ms"),
            < 59_995 => string.Create(invariant, $"{span.TotalSeconds:0.00} s"),
            _ => LongSpan(TimeSpan.FromSeconds(Math.Round(span.TotalSeconds))),
        };
    }

    private static string LongSpan(TimeSpan span) => span switch
    {
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m {span.Seconds:00}s"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h {span.Minutes:00}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalDays}d {span.Hours}h"),
    };

    /// <summary>How long ago, roughly: <c>5 s</c>, <c>3 min</c>, <c>2 h</c>, <c>4 days</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 36 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:N0} days"),
    };

    /// <summary>For a clock on the wall: <c>0:16</c>, <c>1:02:03</c>.</summary>
    public static string Eta(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");

    /// <summary><c>11.4/s</c>, <c>96/s</c>, <c>12/min</c>.</summary>
    public static string Rate(double perSecond) => perSecond switch
    {
        >= 20 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0}/s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0.#}/min"),
    };

    /// <summary>Powers of 1,000: <c>412 kB</c>, <c>1.2 MB</c>.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return unit > 0 && value < 9.95
            ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {units[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0} {units[unit]}");
    }

    /// <summary>In the user's time zone; the date only when it is another day.</summary>
    public static string Moment(DateTimeOffset moment, TimeProvider clock)
    {
        var local = TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone);
        return local.ToString(local.Date == clock.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
