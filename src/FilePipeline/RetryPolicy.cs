namespace FilePipeline;

public enum Backoff
{
    Exponential,
    Linear,
    Constant,
}

/// <summary>How often and when an item that failed is tried again. Pure: chance comes in from outside.</summary>
public sealed record RetryPolicy
{
    /// <summary>Further tries at once, inside the same attempt, before it counts as failed.</summary>
    public int Immediate { get; init; }

    /// <summary>All attempts together; after the last the item is dead. At least 1.</summary>
    public int Attempts { get; init; } = 3;

    public Backoff Backoff { get; init; } = Backoff.Exponential;

    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Max { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Takes up to half off each delay, so that what failed together does not come back together.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>Codes that are tried again; empty: all. A code that is not among them is final at once.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Codes that are never tried again.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    public bool RespectRetryAfter { get; init; } = true;

    public bool Retries(string code) =>
        !Matches(Except, code) && (Errors.Count == 0 || Matches(Errors, code));

    /// <summary>The pause after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, 1 for the first.</param>
    /// <param name="chance">From 0 to below 1.</param>
    public TimeSpan DelayAfter(int attempt, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var factor = Backoff switch
        {
            Backoff.Exponential => Math.Pow(2, Math.Min(attempt - 1, 62)),
            Backoff.Linear => attempt,
            _ => 1,
        };
        var seconds = Math.Min(Initial.TotalSeconds * factor, Max.TotalSeconds);
        return TimeSpan.FromSeconds(Jitter ? seconds * (1 - chance / 2) : seconds);
    }

    /// <summary>A trailing <c>xx</c> stands for any ending: <c>http_5xx</c>.</summary>
    private static bool Matches(IReadOnlyList<string> patterns, string code)
    {
        foreach (var pattern in patterns)
        {
            if (pattern == code || (pattern.EndsWith("xx", StringComparison.Ordinal)
                    && code.Length == pattern.Length && code.StartsWith(pattern[..^2], StringComparison.Ordinal)))
                return true;
        }
        return false;
    }
}
