namespace FilePipeline.Planning;

/// <summary>Results of a stage that will be made again for another reason than that their item is new.</summary>
/// <param name="IsAtLeast">There were more items than were looked at.</param>
public sealed record StageRemake(string Stage, IReadOnlyDictionary<Reason, int> Reasons, bool IsAtLeast)
{
    /// <summary>Looking at more would keep a large pipeline from its work; what a new version makes stale shows long before.</summary>
    public const int MostLookedAt = 20_000;

    public int Total => Reasons.Values.Sum();

    /// <summary>Those whose old result still stands, so that it could be accepted.</summary>
    public int Standing => Total - Reasons.GetValueOrDefault(Reason.OutputMissing);

    /// <summary>Reads as much of a plan as it takes.</summary>
    public static StageRemake Of(string stage, StagePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var reasons = new SortedDictionary<Reason, int>();
        var seen = 0;
        foreach (var entry in plan.List())
        {
            if (++seen > MostLookedAt)
                break;
            if (entry.Problem is null && entry.Verdict.Reason is Reason.InputChanged or Reason.UpstreamChanged or Reason.CodeChanged or Reason.ParamsChanged or Reason.OutputMissing
                && (entry.Verdict.Result is not null || entry.Verdict.Reason == Reason.OutputMissing))
                reasons[entry.Verdict.Reason] = reasons.GetValueOrDefault(entry.Verdict.Reason) + 1;
        }
        return new(stage, reasons, seen > MostLookedAt);
    }
}
