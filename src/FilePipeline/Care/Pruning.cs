using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Removes results and records whose input is gone, and what was made of those results down the line. Ledgers keep their history.</summary>
public sealed class Pruning(IVolume volume, PipelineGraph graph, TimeProvider clock, Random chance)
{
    /// <summary>What would be removed, each stage after the one it reads.</summary>
    /// <param name="stages">Whose orphans are meant; none: those of all stages.</param>
    /// <param name="unsure">Stages whose whole input folder is missing: it may lie on a disk that is not there today, so nothing of them is an orphan.</param>
    public IReadOnlyList<Orphan> Find(IReadOnlyCollection<string> stages, out IReadOnlyList<string> unsure)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var removed = graph.Stages.ToDictionary(stage => stage.Name, _ => new HashSet<ItemKey>(), StringComparer.Ordinal);
        var orphans = new List<Orphan>();
        var missing = new List<string>();
        var open = graph.Stages.ToDictionary(stage => stage.Name, stage => StageView.Open(volume, graph.Pipeline, stage, clock), StringComparer.Ordinal);
        try
        {
            foreach (var stage in graph.Stages.Select(stage => open[stage.Name]))
            {
                var arriving = removed.GetValueOrDefault(stage.Definition.From);
                var isMeant = stages.Count == 0 || stages.Contains(stage.Name);
                var isThere = IsThere(stage.Definition.From);
                if (isMeant && !isThere && stage.Results.List().Any())
                    missing.Add(stage.Name);
                foreach (var (key, hasResult) in Standing(stage))
                {
                    if (arriving?.Contains(key) != true && !(isMeant && isThere && stage.Input.Find(key) is null && !IsComing(stage, key, open)))
                        continue;
                    orphans.Add(new(stage.Name, key, hasResult));
                    if (hasResult)
                        removed[stage.Name].Add(key);
                }
            }
        }
        finally
        {
            foreach (var stage in open.Values)
                stage.Dispose();
        }
        unsure = missing;
        return orphans;
    }

    /// <summary>Removes them, in the order given. One whose input has come back stays.</summary>
    public CareResult Run(IEnumerable<Orphan> orphans) =>
        new ClaimedWork(volume, graph.Pipeline, clock, chance).Run(orphans.Select(orphan => (orphan.Stage, orphan.Key)), static (stage, key) =>
        {
            if (stage.Input.Find(key) is not null)
                return false;
            stage.Folder.PruneResult(key);
            stage.Folder.RemoveRecords(key);
            return true;
        });

    private bool IsThere(string folder)
    {
        using var opened = volume.OpenFolder($"{graph.Pipeline.Data}/{folder}");
        return opened is not null;
    }

    private static IEnumerable<(ItemKey Key, bool HasResult)> Standing(StageView stage)
    {
        var seen = new HashSet<ItemKey>();
        foreach (var found in stage.Results.List().Where(found => found.Problem is null && found.Kind == EntryKind.File))
        {
            seen.Add(found.Key);
            yield return (found.Key, true);
        }
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            foreach (var (key, _) in stage.Folder.ListHidden(StageFolder.FolderOf(kind)).Where(entry => seen.Add(entry.Key)).ToList())
                yield return (key, false);
        }
    }

    /// <summary>Some stage above is going to make the input again: then only the way is open, and nothing is an orphan.</summary>
    private static bool IsComing(StageView stage, ItemKey key, Dictionary<string, StageView> open)
    {
        while (open.TryGetValue(stage.Definition.From, out var producer))
        {
            var verdict = producer.Judge(key);
            if (verdict.IsRunnable || verdict.Waits)
                return true;
            if (verdict.Input is not null)
                return false;
            stage = producer;
        }
        return false;
    }
}
