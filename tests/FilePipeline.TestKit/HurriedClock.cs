namespace FilePipeline.TestKit;

/// <summary>Time that runs so much faster than the wall's: waits of seconds take milliseconds, and keep their order.</summary>
public sealed class HurriedClock(int factor = 1000) : TimeProvider
{
    private readonly long _begin = System.GetTimestamp();
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_begin) * factor;

    public override long GetTimestamp() => (System.GetTimestamp() - _begin) * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / factor));
}
