using FilePipeline.Planning;

namespace FilePipeline.Status;

/// <summary>What a run would do in one stage.</summary>
public sealed record StageForecast
{
    public required string Stage { get; init; }

    public int Total => Reasons.Values.Sum();

    /// <summary>What would be done, by why.</summary>
    public IReadOnlyDictionary<Reason, int> Reasons { get; init; } = new Dictionary<Reason, int>();

    public int UpToDate { get; init; }

    /// <summary>Dead letters and skipped items that hold.</summary>
    public int Held { get; init; }

    /// <summary>Some of it depends on what the stages before will make.</summary>
    public bool IsUpperBound { get; init; }

    /// <summary>Nothing is done here; it was not looked at.</summary>
    public bool IsPaused { get; init; }
}
