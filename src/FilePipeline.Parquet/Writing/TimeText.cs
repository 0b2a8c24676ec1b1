using System.Globalization;
using System.Text;

namespace FilePipeline.Parquet.Writing;

/// <summary>ISO 8601 dates and times as the format counts them: from 1970-01-01, in UTC. <c>null</c> where the text is none.</summary>
internal static class TimeText
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static int? Days(ReadOnlySpan<byte> text) =>
        text.Length == 10 && DateOnly.TryParseExact(Encoding.UTF8.GetString(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : null;

    public static long? Microseconds(ReadOnlySpan<byte> text)
    {
        if (text.Length > 64)
            return null;
        var form = Encoding.UTF8.GetString(text);
        // .NET reads seven digits of a fraction, others write nine
        var point = form.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var end = point + 1;
            while (end < form.Length && char.IsAsciiDigit(form[end]))
                end++;
            if (end - point > 7)
                form = form.Remove(point + 7, end - point - 7);
        }
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(form, Forms, CultureInfo.InvariantCulture, Utc, out var time)
            ? (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond
            : null;
    }
}
