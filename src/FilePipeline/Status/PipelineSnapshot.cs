using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>
/// The counts of a pipeline at one moment, read from its folders. Taking it locks nothing and makes nothing, so it may be taken of
/// a pipeline that has never run, of a read-only checkout, and as often as one likes.
/// </summary>
public sealed record PipelineSnapshot
{
    public required DateTimeOffset TakenAt { get; init; }

    public required IReadOnlyList<SourceSnapshot> Sources { get; init; }

    /// <summary>Each after the stage it reads.</summary>
    public required IReadOnlyList<StageSnapshot> Stages { get; init; }

    public required IReadOnlyList<WorkerView> Workers { get; init; }

    /// <summary>Folders beside theirs that belong to no source, no stage and no dataset, as one does whose stage was renamed.</summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];

    public static PipelineSnapshot Take(IVolume volume, PipelineGraph graph, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(clock);
        var pipeline = graph.Pipeline;
        var workers = WorkerView.List(volume, pipeline.Data);
        return new()
        {
            TakenAt = clock.GetUtcNow(),
            Sources = [.. pipeline.Sources.Select(source => SourceSnapshot.Take(volume, pipeline, source))],
            Stages = [.. graph.Stages.Select(stage => TakeStage(volume, pipeline, stage, workers, clock))],
            Workers = workers,
            Strangers = FindStrangers(volume, pipeline),
        };
    }

    private static List<string> FindStrangers(IVolume volume, PipelineDefinition pipeline)
    {
        using var data = volume.OpenFolder(pipeline.Data);
        var known = pipeline.Sources.Select(source => source.Name).Concat(pipeline.Stages.Select(stage => stage.Name)).ToHashSet(StringComparer.Ordinal);
        return data is null ? [] :
        [
            .. volume.List(data).Where(entry => entry.Kind == EntryKind.Folder && !entry.Name.StartsWith('.') && !known.Contains(entry.Name))
                .Select(entry => entry.Name)
                .Where(name => !pipeline.Exports.Any(export => $"{export.To}/".StartsWith($"{pipeline.Data}/{name}/", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static StageSnapshot TakeStage(IVolume volume, PipelineDefinition pipeline, StageDefinition definition, IReadOnlyList<WorkerView> workers, TimeProvider clock)
    {
        using var stage = StageView.Open(volume, pipeline, definition, clock);
        var states = new Dictionary<ItemState, int>();
        var reasons = new Dictionary<Reason, int>();
        var (refused, results) = (0, 0);
        long oldest = long.MaxValue;
        DateTimeOffset? next = null;
        foreach (var entry in stage.List())
        {
            if (entry.Problem is not null)
            {
                refused++;
                continue;
            }
            var verdict = entry.Verdict;
            if (verdict.State == ItemState.Gone)
                continue; // removed since it was listed
            states[verdict.State] = states.GetValueOrDefault(verdict.State) + 1;
            reasons[verdict.Reason] = reasons.GetValueOrDefault(verdict.Reason) + 1;
            if (verdict.Result is not null)
                results++;
            if (verdict.State == ItemState.Pending)
                oldest = Math.Min(oldest, verdict.Input!.Value.Stat.ModifiedNs);
            if (verdict.State == ItemState.Failed && (next is null || verdict.DueAt < next))
                next = verdict.DueAt;
        }
        var owned = workers.Where(worker => worker.Lives != false).Sum(worker => stage.Folder.ClaimsOf(worker.Info.Worker, worker.Inode).Count);
        return new()
        {
            Name = definition.Name,
            From = definition.From,
            IsEnabled = definition.Enabled,
            IsPaused = stage.Folder.IsPaused,
            States = states,
            Reasons = reasons,
            Abandoned = Math.Max(0, stage.Folder.ListHidden(StageFolder.ProcessingName).Count() - owned),
            // Every result that stands and was not met from the input's side; results published meanwhile must not make it negative.
            Orphans = Math.Max(0, stage.Results.List().Count(found => found.Problem is null) - results),
            Refused = refused,
            OldestPendingAt = oldest == long.MaxValue ? null : Time(oldest),
            NextAttemptAt = next,
            Rate = RecentRate.Of(volume, $"{pipeline.Data}/{definition.Name}", workers, clock.GetUtcNow()),
        };
    }

    internal static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
