using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>
/// What a run would do, without doing it. What a stage would make again is counted down the line as if every byte of it changed:
/// a result that comes out as before stops there, so <see cref="IsUpperBound"/> counts are what a run does at most.
/// </summary>
public sealed record RunForecast
{
    /// <summary>In the order of the pipeline; those without work too.</summary>
    public required IReadOnlyList<StageForecast> Stages { get; init; }

    public int Total => Stages.Sum(stage => stage.Total);

    public int UpToDate => Stages.Sum(stage => stage.UpToDate);

    public bool IsUpperBound => Stages.Any(stage => stage.IsUpperBound);

    /// <param name="stages">In the order of the pipeline.</param>
    public static RunForecast Make(IVolume volume, PipelineDefinition pipeline, IReadOnlyList<StageDefinition> stages, bool force, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var made = new Dictionary<string, HashSet<ItemKey>>(StringComparer.Ordinal);
        var forecasts = new List<StageForecast>();
        foreach (var definition in stages.Where(stage => stage.Enabled))
        {
            var arriving = made.GetValueOrDefault(definition.From, []);
            using var stage = StageView.Open(volume, pipeline, definition, clock, force);
            var forecast = new StageForecast { Stage = definition.Name, IsPaused = stage.Folder.IsPaused };
            var makes = new HashSet<ItemKey>();
            if (!forecast.IsPaused)
                forecast = Count(stage, arriving, makes, forecast);
            made[definition.Name] = makes;
            forecasts.Add(forecast);
        }
        return new() { Stages = forecasts };
    }

    private static StageForecast Count(StageView stage, HashSet<ItemKey> arriving, HashSet<ItemKey> makes, StageForecast forecast)
    {
        var reasons = new SortedDictionary<Reason, int>();
        var (upToDate, held, estimated) = (0, 0, 0);
        foreach (var entry in stage.List())
        {
            if (entry.Problem is not null)
                continue;
            var isFromBefore = arriving.Remove(entry.Key);
            if (entry.Verdict.IsRunnable || entry.Verdict.Waits)
            {
                Add(entry.Key, entry.Verdict.Reason);
            }
            else if (isFromBefore)
            {
                estimated++;
                Add(entry.Key, Reason.UpstreamChanged);
            }
            else if (entry.Verdict.State == ItemState.Completed)
            {
                upToDate++;
            }
            else
            {
                held++;
            }
        }
        foreach (var key in arriving)
        {
            estimated++;
            Add(key, Reason.NewInput);
        }
        return forecast with { Reasons = reasons, UpToDate = upToDate, Held = held, IsUpperBound = estimated > 0 };

        void Add(ItemKey key, Reason reason)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            makes.Add(key);
        }
    }
}
