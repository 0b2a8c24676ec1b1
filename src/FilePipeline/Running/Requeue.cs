using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>
/// Puts failed and dead items back into the queue by removing their records. Each is claimed for that moment, so a worker that is
/// about to try it, or to bury it, is never overtaken.
/// </summary>
public sealed class Requeue(IVolume volume, PipelineDefinition pipeline, TimeProvider clock, Random chance)
{
    /// <summary>What has become of them; may be repeated.</summary>
    /// <exception cref="VolumeException">The machine refuses; those before are done.</exception>
    public RequeueResult Run(IEnumerable<(string Stage, ItemKey Key)> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var (requeued, gone, claimed) = (0, 0, new List<(string, ItemKey)>());
        using var leases = volume.OpenFolder($"{pipeline.Data}/{WorkerLease.FolderName}", create: true)!;
        using var lease = WorkerLease.Take(volume, leases, clock, chance);
        foreach (var group in items.GroupBy(item => item.Stage, StringComparer.Ordinal))
        {
            var path = $"{pipeline.Data}/{group.Key}";
            var links = VolumeProbe.Check(volume, [StageFolder.TemporaryOf(path, lease)], leases.Path, lease.FileName).Links;
            using var stage = StageFolder.OpenForWork(volume, path, group.Key, lease, links);
            foreach (var item in group)
            {
                if (!stage.TryClaim(item.Key))
                    claimed.Add(item);
                else if (Remove(stage, item.Key))
                    requeued++;
                else
                    gone++;
            }
            stage.Tidy();
        }
        lease.Leave();
        return new(requeued, gone, claimed);
    }

    /// <summary><c>false</c>: there is no record any more that could be removed.</summary>
    private static bool Remove(StageFolder stage, ItemKey key)
    {
        try
        {
            if (stage.FindRecord(key) is not { Kind: RecordKind.Dead or RecordKind.Failed })
                return false;
            stage.RemoveRecords(key);
            return true;
        }
        finally
        {
            stage.Release(key);
        }
    }
}

/// <param name="Gone">They had no record any more: somebody else was first.</param>
/// <param name="Claimed">Somebody works on them just now.</param>
public sealed record RequeueResult(int Requeued, int Gone, IReadOnlyList<(string Stage, ItemKey Key)> Claimed);
