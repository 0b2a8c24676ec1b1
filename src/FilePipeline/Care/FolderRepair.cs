using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// Mends of what a check has found the part that is safe: leftovers of dead workers, as any run would, temporary files and claims of
/// nobody, records of items that are gone, ledger lines that cannot be read, empty hidden folders. Results and inputs are never touched.
/// </summary>
public sealed class FolderRepair(IVolume volume, PipelineGraph graph, TimeProvider clock, Random chance)
{
    /// <summary>Looks again at each before it mends it; may be repeated, and killed anywhere.</summary>
    public void Run(IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = findings.Where(finding => finding.Kind.IsMendable()).ToList();
        using var leases = volume.OpenFolder($"{graph.Pipeline.Data}/{WorkerLease.FolderName}", create: true)!;
        using var lease = WorkerLease.Take(volume, leases, clock, chance);
        var stages = found.Select(finding => finding.Folder).ToHashSet(StringComparer.Ordinal);
        var open = graph.Stages.Where(stage => stages.Contains(stage.Name) || stages.Contains(WorkerLease.FolderName))
            .ToDictionary(stage => stage.Name, stage => ClaimedStage.Open(volume, graph.Pipeline, stage, lease, clock), StringComparer.Ordinal);
        try
        {
            Rescue(lease, open);
            foreach (var finding in found)
            {
                if (open.TryGetValue(finding.Folder, out var stage))
                    Mend(finding, stage, leases);
            }
            foreach (var stage in open.Values)
                stage.Folder.Tidy();
        }
        finally
        {
            foreach (var stage in open.Values)
                stage.Dispose();
        }
        lease.Leave();
    }

    private void Rescue(WorkerLease lease, Dictionary<string, ClaimedStage> open)
    {
        foreach (var stage in open.Values)
            stage.Folder.Ledger.Refresh();
        new Rescuer(volume, graph.Pipeline.Data, lease, open.ToDictionary(pair => pair.Key, pair => pair.Value.ToRescued()), quarantines: true, clock).RunOnce();
    }

    private void Mend(Finding finding, ClaimedStage stage, VolumeFolder leases)
    {
        using var folder = volume.OpenFolder(stage.Folder.PathOf(""))!;
        switch (finding.Kind)
        {
            case FindingKind.TemporaryOfNobody when volume.Stat(leases, finding.Name[(StageFolder.TemporaryName.Length + 1)..] + ".json") is null:
                if (volume.Stat(folder, finding.Name)?.Kind == EntryKind.Folder)
                    stage.Folder.RemoveTemporary(finding.Name[(StageFolder.TemporaryName.Length + 1)..]);
                else
                    volume.TryUnlink(folder, finding.Name);
                break;
            case FindingKind.RecordWithoutInput:
                RemoveRecord(stage, finding.Name);
                break;
            case FindingKind.LedgerDamaged:
                using (var ledger = volume.OpenFolder(folder.PathOf(Ledger.FolderName))!)
                using (var results = PipelineFolders.Open(volume, graph.Pipeline, stage.Folder.Name))
                {
                    // A merged ledger vouches for its results: what a power loss may have torn is looked at before, as a run does.
                    new PowerLossCheck(volume, results, stage.ToRescued(), ledger).Run();
                    LedgerMerge.Run(volume, ledger, worker => volume.Stat(leases, worker + ".json") is null, worthwhile: 0);
                }
                break;
        }
    }

    private static void RemoveRecord(ClaimedStage stage, string name)
    {
        var key = ItemKey.Parse(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..^".json".Length]);
        if (!stage.Folder.TryClaim(key))
            return;
        if (stage.Input.Find(key) is null)
            stage.Folder.RemoveRecords(key);
        stage.Folder.Release(key);
    }
}
