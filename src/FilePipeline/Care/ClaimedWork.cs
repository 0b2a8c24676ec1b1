using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// What is done to items by command: as a worker does it, under a lease, each key claimed for that moment. So no worker is
/// overtaken, and a command that is killed leaves nothing but a claim, which is rescued.
/// </summary>
internal sealed class ClaimedWork(IVolume volume, PipelineDefinition pipeline, TimeProvider clock, Random chance)
{
    /// <param name="act">Looks again and acts; <c>false</c>: there was nothing to do any more.</param>
    /// <exception cref="VolumeException">The machine refuses; what was done before stays done.</exception>
    public CareResult Run(IEnumerable<(string Stage, ItemKey Key)> items, Func<ClaimedStage, ItemKey, bool> act)
    {
        var (done, gone, claimed) = (0, 0, new List<(string, ItemKey)>());
        using var leases = volume.OpenFolder($"{pipeline.Data}/{WorkerLease.FolderName}", create: true)!;
        using var lease = WorkerLease.Take(volume, leases, clock, chance, durable: pipeline.Durability != Durability.None);
        foreach (var group in items.GroupBy(item => item.Stage, StringComparer.Ordinal))
        {
            using var stage = ClaimedStage.Open(volume, pipeline, pipeline.Stages.Single(one => one.Name == group.Key), lease, clock);
            stage.Folder.Ledger.Refresh();
            foreach (var item in group)
            {
                if (!stage.Folder.TryClaim(item.Key))
                    claimed.Add(item);
                else if (Act(stage, item.Key, act))
                    done++;
                else
                    gone++;
            }
            if (pipeline.Durability != Durability.None)
                volume.SyncAll(leases);
            stage.Folder.Ledger.Close();
            stage.Folder.Tidy();
        }
        lease.Leave();
        return new(done, gone, claimed);
    }

    private static bool Act(ClaimedStage stage, ItemKey key, Func<ClaimedStage, ItemKey, bool> act)
    {
        try
        {
            return act(stage, key);
        }
        finally
        {
            stage.Folder.Release(key);
        }
    }
}
