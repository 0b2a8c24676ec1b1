namespace FilePipeline.Definition.Words;

/// <summary>The largest values that make sense; a larger one is a slip of the pen.</summary>
internal static class Limits
{
    public const int Immediate = 100;
    public const int Attempts = 1000;
    public const int Concurrency = 1024;

    /// <summary>Percentages and weights are 128-bit products later; this keeps any sum of them small.</summary>
    public const int Weight = 1_000_000;

    public static TimeSpan Timeout { get; } = TimeSpan.FromDays(30);

    public static TimeSpan Pause { get; } = TimeSpan.FromDays(365);

    public static TimeSpan Settle { get; } = TimeSpan.FromDays(1);

    public const long ItemSize = 1L << 30;

    /// <summary>The viewer of the Hugging Face hub refuses row groups above about 286 MiB.</summary>
    public const long RowGroup = 256L << 20;

    public const long LeastRowGroup = 64L << 10;

    public const long Shard = 64L << 30;

    public const long LeastShard = 1L << 20;
}
