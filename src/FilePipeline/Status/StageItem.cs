using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>One key in one stage, as lists and filters see it.</summary>
/// <param name="State"><see cref="ItemState.Gone"/> for an orphan: a result whose input is gone.</param>
/// <param name="Since">When its result was made, its attempt failed, or, with neither, its input was put there.</param>
public sealed record StageItem(string Stage, ItemKey Key, ItemState State, Reason Reason, DateTimeOffset Since)
{
    public const string OrphanedName = "orphaned";

    /// <summary>Attempts that failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Of a failure, a dead letter or a skip that holds.</summary>
    public RecordError? Error { get; init; }

    /// <summary>When a waiting item may run.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who works on it, or has left it behind.</summary>
    public ClaimOwner? Owner { get; init; }

    /// <summary><c>pending</c>, <c>completed</c>, … <c>orphaned</c>.</summary>
    public string StateName => NameOf(State);

    public static string NameOf(ItemState state) => state == ItemState.Gone ? OrphanedName : Enum.GetName(state)!.ToLowerInvariant();

    /// <summary>All items that a filter lets through, streamed: stage after stage in the order of the pipeline, orphans last in each.</summary>
    public static IEnumerable<StageItem> List(IVolume volume, PipelineGraph graph, ItemFilter filter, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        foreach (var definition in graph.Stages.Where(stage => filter.MayMatch(stage.Name)))
        {
            using var stage = StageView.Open(volume, graph.Pipeline, definition, clock);
            var items = ListInputs(stage);
            if (filter.MayMatch(ItemState.Gone))
                items = items.Concat(ListOrphans(stage));
            foreach (var item in items)
            {
                if (filter.Matches(item, now))
                    yield return item;
            }
        }
    }

    private static IEnumerable<StageItem> ListInputs(StageView stage)
    {
        foreach (var entry in stage.List())
        {
            if (entry.Problem is null && entry.Verdict.State != ItemState.Gone)
                yield return Of(stage.Name, entry.Key, entry.Verdict) with { Owner = entry.Verdict.Reason == Reason.Claimed ? stage.OwnerOf(entry.Key) : null };
        }
    }

    private static IEnumerable<StageItem> ListOrphans(StageView stage)
    {
        foreach (var found in stage.Results.List())
        {
            if (found.Problem is null && stage.Input.Find(found.Key) is null && stage.Results.Stat(found.Name) is { } result)
                yield return new(stage.Name, found.Key, ItemState.Gone, Reason.NoInput, Time(result));
        }
    }

    private static StageItem Of(string stage, ItemKey key, in Verdict verdict)
    {
        var record = verdict.RecordHolds ? verdict.Record : null;
        var since = record?.FailedAt ?? Time(verdict.Result ?? verdict.Input!.Value.Stat);
        return new(stage, key, verdict.State, verdict.Reason, since) { Attempts = record?.Attempts ?? 0, Error = record?.Error, DueAt = verdict.DueAt };
    }

    private static DateTimeOffset Time(in VolumeStat stat) => PipelineSnapshot.Time(stat.ModifiedNs);
}
