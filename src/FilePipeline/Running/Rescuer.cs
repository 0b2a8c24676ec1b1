using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>
/// Takes back what dead workers had claimed. A worker is dead exactly when the lock of its lease can be taken, and whoever takes it
/// is its only rescuer. Every step may be repeated, so a rescuer may die too: result and record first, then the claim, then what
/// was being written, last the lease.
/// </summary>
internal sealed class Rescuer(IVolume volume, string data, WorkerLease own, IReadOnlyDictionary<string, RescuedStage> stages, TimeProvider clock)
{
    /// <summary>
    /// An item is a dead letter (<c>poison</c>) after three deaths of which two were its own doing for certain; after ten in any case,
    /// so that attempts are bounded where no process of its own can be had.
    /// </summary>
    public const int PoisonCrashes = 3, CertainCrashes = 2, MostCrashes = 10;

    private readonly Lock _gate = new();
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>Rescues whatever is dead. Returns the keys that were freed, and whether other workers live.</summary>
    public (IReadOnlyList<(string Stage, ItemKey Key)> Freed, bool OthersLive) RunOnce()
    {
        lock (_gate)
            return Run();
    }

    /// <summary>
    /// Removes what workers were writing whose lease is gone: a power loss may have taken the lease alone. A worker has its lease before
    /// it writes anything, and removes what it wrote before its lease.
    /// </summary>
    public void ClearTemporaries()
    {
        foreach (var folder in stages.Values.Select(stage => stage.Folder))
        {
            foreach (var worker in folder.TemporaryWorkers().Where(worker => volume.Stat(own.Folder, worker + ".json") is null).ToList())
                folder.RemoveTemporary(worker);
        }
    }

    private (IReadOnlyList<(string Stage, ItemKey Key)> Freed, bool OthersLive) Run()
    {
        var freed = new List<(string, ItemKey)>();
        var othersLive = false;
        foreach (var entry in volume.List(own.Folder).ToList())
        {
            if (entry.Kind != EntryKind.File || entry.Name == own.FileName || !entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            var info = ReadLease(entry.Name);
            if (info is not null && info.Host != volume.Machine.Host)
                continue; // locks tell only of this machine's workers
            using var held = volume.TryLock(own.Folder, entry.Name);
            if (held is null)
                othersLive |= volume.Stat(own.Folder, entry.Name) is not null;
            else if (volume.Stat(own.Folder, entry.Name) is { } stat && stat.Inode == held.Stat.Inode) // else: rescued meanwhile by another
                Rescue(entry.Name, held.Stat.Inode, alone: info?.Parent is { } parent && Lives(parent), freed);
        }
        if (!_sweptLeaseless)
            RescueLeaseless(freed);
        _sweptLeaseless = true;
        return (freed, othersLive);
    }

    private bool _sweptLeaseless;

    /// <summary>
    /// Once: claims whose lease is gone, because a hand took it, or a power loss where nothing is synced. Nobody else would free them,
    /// and a claim without a lease would keep its item for ever.
    /// </summary>
    private void RescueLeaseless(List<(string, ItemKey)> freed)
    {
        var folders = OpenStages();
        try
        {
            // Before the leases: a worker's lease is there before anything else of it, and for longer.
            var claims = folders.SelectMany(folder => folder.ListHidden(StageFolder.ProcessingName).Select(claim => (Folder: folder, claim.Key, claim.Inode))).ToList();
            var leases = volume.List(own.Folder).ToList();
            var workers = leases.Select(lease => WorkerOf(lease.Name)).ToHashSet(StringComparer.Ordinal);
            foreach (var (folder, key, _) in claims.Where(claim => !leases.Exists(lease => lease.Inode == claim.Inode)))
            {
                var worker = folder.OwnerOf(key);
                if (worker is not null && workers.Contains(worker))
                    continue;
                using var held = folder.TryLockClaim(key);
                if (held is null)
                    continue;
                Free(folder, key, worker ?? "unknown", alone: false);
                freed.Add((folder.Name, key));
            }
        }
        finally
        {
            folders.ForEach(folder => folder.Dispose());
        }
    }

    private static string WorkerOf(string lease) => Path.GetFileNameWithoutExtension(lease.TrimStart('.'));

    private void Free(StageFolder folder, ItemKey key, string worker, bool alone)
    {
        if (stages.TryGetValue(folder.Name, out var stage))
            CountCrash(stage, key, worker, alone);
        folder.Release(key);
    }

    private void Rescue(string lease, ulong inode, bool alone, List<(string, ItemKey)> freed)
    {
        var worker = WorkerOf(lease);
        var folders = OpenStages();
        try
        {
            var claims = folders.SelectMany(folder => folder.ClaimsOf(worker, inode).Select(key => (Folder: folder, Key: key))).ToList();
            foreach (var (folder, key) in claims)
            {
                Free(folder, key, worker, alone);
                freed.Add((folder.Name, key));
            }
            foreach (var folder in folders)
                folder.RemoveTemporary(worker);
        }
        finally
        {
            folders.ForEach(folder => folder.Dispose());
        }
        // The claims must not come back after a power loss, when the lease does not.
        volume.SyncAll(own.Folder);
        volume.TryUnlink(own.Folder, lease);
    }

    /// <summary>All there are: a stage that is in the pipeline no more, or not selected, may have claims too.</summary>
    private List<StageFolder> OpenStages()
    {
        using var root = volume.OpenFolder(data);
        return [.. volume.List(root!).Where(entry => entry.Kind == EntryKind.Folder && entry.Name[0] != '.')
            .Select(entry => StageFolder.Open(volume, $"{data}/{entry.Name}", entry.Name))];
    }

    private void CountCrash(RescuedStage stage, ItemKey key, string worker, bool alone)
    {
        stage.Folder.Ledger.Refresh();
        var verdict = stage.Freshness.Judge(key);
        if (verdict.State == ItemState.Completed)
        {
            stage.Folder.RemoveRecords(key);
            return;
        }
        var record = verdict.RecordHolds ? verdict.Record : null;
        // A line of this input and this code: the stage had done its work, and the worker died while it was publishing.
        if (verdict.Input is null || stage.Freshness.HasRun(key, verdict.Input.Value) || record?.Kind is RecordKind.Dead or RecordKind.Skipped || record?.Crashes.Any(crash => crash.Worker == worker) == true)
            return;
        var now = clock.GetUtcNow();
        IReadOnlyList<RecordCrash> crashes = [.. record?.Crashes ?? [], new(worker, now, alone)];
        var poison = crashes.Count >= MostCrashes || (crashes.Count >= PoisonCrashes && crashes.Count(crash => crash.Alone) >= CertainCrashes);
        var input = stage.Identify(verdict.Input.Value);
        stage.Folder.PutRecord(key, new()
        {
            Kind = poison ? RecordKind.Dead : RecordKind.Failed,
            Stage = stage.Folder.Name,
            Key = key.Value,
            Attempts = record?.Attempts ?? 0,
            Error = poison
                ? new("poison", $"{crashes.Count} workers died while they worked on this item, {crashes.Count(crash => crash.Alone)} of them with nothing else in hand")
                : new("worker_died", $"worker {worker} died while it held this item{(alone ? ", alone in its process" : "")}"),
            NextAttemptAt = poison ? null : now + FirstDelay * Math.Pow(2, Math.Min(crashes.Count - 1, 8)),
            FailedAt = now,
            FirstFailedAt = record?.FirstFailedAt ?? now,
            Worker = worker,
            Crashes = crashes,
            Input = new(input.Digest?.ToString(), input.Size, input.ModifiedNs),
            Code = stage.Fingerprint.Code,
            Version = stage.Fingerprint.Version,
            With = stage.Fingerprint.With,
        });
    }

    private bool Lives(string worker)
    {
        if (worker == own.Worker)
            return true;
        using var held = volume.TryLock(own.Folder, worker + ".json");
        return held is null && volume.Stat(own.Folder, worker + ".json") is not null;
    }

    /// <summary><c>null</c>: it cannot be read, and is judged by its lock.</summary>
    private WorkerInfo? ReadLease(string lease)
    {
        var buffer = new ItemBuffer();
        return volume.Read(own.Folder, lease, buffer, 1 << 16).Status == ReadStatus.Ok ? WorkerInfo.TryParse(buffer.Span) : null;
    }
}
