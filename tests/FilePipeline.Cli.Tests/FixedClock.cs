namespace FilePipeline.Cli.Tests;

/// <summary>2026-11-25 12:00:00 UTC for ever, so that what is printed can be compared; no time passes. Waiting is as long as it is.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Noon;

    public override long GetTimestamp() => 0;
}
