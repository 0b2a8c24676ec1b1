using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>The way of one item through all stages.</summary>
public sealed record Journey(ItemKey Key)
{
    /// <summary>The sources that hold it.</summary>
    public required IReadOnlyList<(string Source, ItemFile File)> Sources { get; init; }

    /// <summary>Every stage that it can get to, each after the one it reads.</summary>
    public required IReadOnlyList<JourneyStep> Steps { get; init; }

    /// <summary>It is, or was, somewhere.</summary>
    public bool IsKnown => Sources.Count > 0 || Steps.Any(step => step.HasResult || step.Verdict.Record is not null || step.History.Count > 0);

    public static Journey Of(IVolume volume, PipelineGraph graph, ItemKey key, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(graph);
        var pipeline = graph.Pipeline;
        var sources = new List<(string, ItemFile)>();
        foreach (var source in pipeline.Sources)
        {
            using var folder = PipelineFolders.Open(volume, pipeline, source.Name);
            if (folder.Find(key) is { } file)
                sources.Add((source.Name, file));
        }
        return new(key) { Sources = sources, Steps = [.. graph.Stages.Where(stage => stage.Enabled).Select(stage => Look(volume, pipeline, stage, key, clock))] };
    }

    /// <summary>Keys that somebody may have meant: those that contain the text, then the one that is written most alike.</summary>
    public static IReadOnlyList<ItemKey> Nearest(IVolume volume, PipelineGraph graph, string text, int most)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var pipeline = graph.Pipeline;
        var keys = new HashSet<ItemKey>();
        foreach (var name in pipeline.Sources.Select(source => source.Name).Concat(pipeline.Stages.Select(stage => stage.Name)))
        {
            using var folder = PipelineFolders.Open(volume, pipeline, name);
            keys.UnionWith(folder.List().Where(found => found.Problem is null).Select(found => found.Key));
        }
        var near = keys.Where(key => key.Value.Contains(text, StringComparison.OrdinalIgnoreCase)).Order().Take(most).ToList();
        if (near.Count == 0 && Definition.Words.NearestName.Of(text, keys.Order().Select(key => key.Value)) is { } alike)
            near.Add(ItemKey.Parse(alike));
        return near;
    }

    private static JourneyStep Look(IVolume volume, PipelineDefinition pipeline, StageDefinition definition, ItemKey key, TimeProvider clock)
    {
        using var stage = StageView.Open(volume, pipeline, definition, clock);
        var verdict = stage.Judge(key);
        if (verdict.Input is null)
            verdict = verdict with { Record = stage.Folder.FindRecord(key) };
        var history = LedgerHistory.Of(volume, $"{pipeline.Data}/{definition.Name}", key);
        return new(definition, verdict, history)
        {
            Made = verdict.Result is { } result ? Maker(stage, key, result, history) : null,
            Owner = verdict.Reason == Reason.Claimed ? stage.OwnerOf(key) : null,
            IsPaused = stage.Folder.IsPaused,
        };
    }

    private static LedgerLine? Maker(StageView stage, ItemKey key, in VolumeStat result, IReadOnlyList<LedgerLine> history)
    {
        var stat = result;
        if (history.LastOrDefault(line => line.Output.SameStamp(stat)) is { } known)
            return known;
        var buffer = new ItemBuffer();
        if (stage.Folder.Read(key.FileName, buffer, stage.Settings.ItemSizeLimit).Status != ReadStatus.Ok)
            return null;
        var digest = ContentDigest.Of(buffer.Span);
        return history.LastOrDefault(line => line.Output.Digest == digest);
    }
}
