using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;
using Microsoft.Extensions.Logging;

namespace FilePipeline.Running;

/// <summary>
/// Runs a pipeline in this process as one worker: all stages at once, until nothing is left to do or it is told to stop. Several
/// processes may do so on the same folders; they share the work.
/// </summary>
public sealed class PipelineRunner(PipelineDefinition pipeline, IVolume volume, IServiceProvider services, TimeProvider clock, Random chance, ILoggerFactory logs,
    IQuarantine? quarantine = null)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <param name="report">Called from many threads, once for each item that ends.</param>
    /// <param name="started">Called once with the stages' live counts.</param>
    /// <param name="stop">Take no more work; items that run may end.</param>
    /// <param name="stopNow">Running items are to end too; they are given back and no attempt is counted.</param>
    /// <exception cref="VolumeException">The folders cannot be used for work.</exception>
    public async Task<RunSummary> RunAsync(
        RunOptions options, Action<RunEvent>? report, Action<IReadOnlyList<StageMeter>>? started, CancellationToken stop, CancellationToken stopNow)
    {
        ArgumentNullException.ThrowIfNull(options);
        var begun = clock.GetTimestamp();
        var selected = pipeline.Stages.Where(stage => stage.Enabled && (options.Stages.Count == 0 || options.Stages.Contains(stage.Name))).ToList();
        using var leases = OpenLeases();
        using var lease = WorkerLease.Take(volume, leases, clock, chance, durable: IsDurable);
        var links = Probe(selected, lease);
        DateTimeOffset? forcedSince = options.Force ? clock.GetUtcNow() : null;
        var open = Ordered(selected).Select(stage => Open(stage, lease, links, forcedSince, quarantines: quarantine is not null)).ToList();
        try
        {
            var rescuer = new Rescuer(volume, pipeline.Data, lease, open.ToDictionary(stage => stage.Definition.Name, stage => stage.Rescued), quarantine is not null, clock);
            Action? rescue = null;
            var scope = new RunScope(clock, options.Watch, report, stop, stopNow)
            {
                Force = options.Force,
                Keys = options.Keys,
                QuarantineAsync = async (stage, key) =>
                {
                    await quarantine!.RunAsync(new(stage, key, lease.Worker, forcedSince), stopNow).ConfigureAwait(false);
                    rescue!();
                },
            };
            var runs = StageRuns(open, scope);
            rescue = () => Rescue(rescuer, scope, runs);
            await RunAsync(runs, scope, rescuer, open, options, started, stop, stopNow).ConfigureAwait(false);
            return new()
            {
                Stages = [.. runs.Select(run => run.Meter)],
                Elapsed = clock.GetElapsedTime(begun),
                Interrupted = stop.IsCancellationRequested,
                Trouble = scope.Refusal,
                StillWritten = [.. runs.SelectMany(run => run.StillWritten.Select(key => (run.Meter.Stage, key)))],
            };
        }
        finally
        {
            Leave(open, lease);
        }
    }

    /// <summary>Runs one item, in a process of its own, for the worker that watches over it. What comes of it is on the disk.</summary>
    public async Task RunQuarantinedAsync(QuarantinedItem item, CancellationToken stopNow)
    {
        var definition = pipeline.Stages.Single(stage => stage.Name == item.Stage);
        using var leases = OpenLeases();
        using var lease = WorkerLease.Take(volume, leases, clock, chance, item.Parent, IsDurable);
        var open = Open(definition, lease, Probe([definition], lease), item.ForcedSince, quarantines: false);
        using var slot = new Slot(clock);
        using var stopped = stopNow.Register(slot.Cancel);
        try
        {
            var folder = open.Rescued.Folder;
            folder.Ledger.Refresh();
            var end = await open.Worker.RunAsync(item.Key, slot, settled: false, force: true, stopNow).ConfigureAwait(false);
            if (end.Kind == ItemEndKind.Prepared)
            {
                volume.SyncAll(leases);
                folder.Publish(end.Result);
            }
            folder.Tidy();
            if (IsDurable)
            {
                volume.SyncAll(leases);
                folder.Ledger.Close();
            }
        }
        finally
        {
            Leave([open], lease);
        }
    }

    private async Task RunAsync(List<StageRun> runs, RunScope scope, Rescuer rescuer, List<OpenStage> open, RunOptions options,
        Action<IReadOnlyList<StageMeter>>? started, CancellationToken stop, CancellationToken stopNow)
    {
        using var over = new CancellationTokenSource();
        using var root = volume.OpenFolder(pipeline.Data)!;
        scope.StopAll = () => runs.ForEach(run => run.Stop());
        using var stopped = stop.Register(() => runs.ForEach(run => run.Stop()));
        using var stoppedNow = stopNow.Register(() => runs.ForEach(run => run.CancelAttempts()));
        Rescue(rescuer, scope, runs);
        rescuer.ClearTemporaries();
        foreach (var stage in open)
            CareForLedger(stage);
        if (!options.Force && options.Remaking is { } remaking)
            remaking(await Task.WhenAll(open.Where(stage => !stage.Rescued.Folder.IsPaused)
                .Select(stage => Task.Run(() => StageRemake.Of(stage.Definition.Name, stage.Plan)))).ConfigureAwait(false));
        started?.Invoke([.. runs.Select(run => run.Meter)]);

        scope.Commit = pipeline.Durability == Durability.Strict ? new(volume, root, scope) : null;
        var commit = scope.Commit is { } group ? Task.Run(group.RunAsync) : Task.CompletedTask;
        var watches = scope.Watch ? Watch(runs, open) : [];
        var beat = BeatAsync(rescuer, scope, runs, open, root, over.Token);
        try
        {
            await Task.WhenAll(runs.Select(run => Task.Run(run.RunAsync))).ConfigureAwait(false);
        }
        finally
        {
            scope.Commit?.Complete();
            await commit.ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await beat.ConfigureAwait(false);
            watches.ForEach(watch => watch.Dispose());
        }
        try
        {
            open.ForEach(stage => stage.Rescued.Folder.Tidy());
            if (Sync(root, scope, open))
                open.ForEach(stage => stage.Rescued.Folder.Ledger.Close());
        }
        catch (VolumeException refusal)
        {
            scope.Trouble(refusal);
        }
    }

    /// <summary>Hints of what comes into folders that no stage of this run fills. The listing stays the truth.</summary>
    private List<IVolumeWatch> Watch(List<StageRun> runs, List<OpenStage> open)
    {
        var watches = new List<IVolumeWatch>();
        foreach (var run in runs.Where(run => run.Before is null))
        {
            var from = open.Find(stage => stage.Definition.Name == run.Meter.Stage)!.Definition.From;
            using var folder = volume.OpenFolder($"{pipeline.Data}/{from}")!;
            if (volume.TryWatch(folder, run.Notice) is not { } watch)
                continue;
            run.IsWatched = true;
            watches.Add(watch);
        }
        return watches;
    }

    private VolumeFolder OpenLeases() => volume.OpenFolder($"{pipeline.Data}/{WorkerLease.FolderName}", create: true)!;

    /// <summary>Whether claims can be links.</summary>
    private bool Probe(List<StageDefinition> selected, WorkerLease lease)
    {
        var abilities = VolumeProbe.Check(volume, [.. selected.Select(stage => StageFolder.TemporaryOf($"{pipeline.Data}/{stage.Name}", lease))], lease.Folder.Path, lease.FileName);
        return abilities.Locks ? abilities.Links : throw new VolumeException("work in", pipeline.Data, VolumeFault.NotSupported,
            "its file system has no locks that work, by which dead workers are told from living ones. Move the project to a local disk");
    }

    private sealed record OpenStage(StageDefinition Definition, StageWorker Worker, RescuedStage Rescued, StagePlan Plan) : IDisposable
    {
        public void Dispose()
        {
            Rescued.Folder.Dispose();
            Rescued.Input.Dispose();
        }
    }

    private OpenStage Open(StageDefinition stage, WorkerLease lease, bool links, DateTimeOffset? forcedSince, bool quarantines)
    {
        var settings = StageSettings.Of(pipeline, stage, forcedSince);
        var input = PipelineFolders.OpenInput(volume, pipeline, stage, create: true);
        var folder = StageFolder.OpenForWork(volume, $"{pipeline.Data}/{stage.Name}", stage.Name, lease, links);
        folder.Ledger.OpenSegment(lease.Worker, volume.Machine, IsDurable);
        var freshness = new Freshness(input, folder, settings, clock);
        var worker = new StageWorker(stage, StageCatalog.Create(stage, services), input, folder, freshness, settings,
            lease.Worker, quarantines, isQuarantined: lease.Parent is not null, publishesLater: pipeline.Durability == Durability.Strict, clock, chance, logs.CreateLogger(stage.Name));
        // Whoever is rescued is judged by what is on the disk, not by what this run was told to do again.
        var rescued = new RescuedStage(folder, new(input, folder, settings with { ForcedSince = null }, clock), input, settings);
        return new(stage, worker, rescued, new(input, folder, freshness));
    }

    private static List<StageRun> StageRuns(List<OpenStage> open, RunScope scope)
    {
        var runs = new List<StageRun>();
        foreach (var stage in open)
        {
            var before = runs.Find(run => run.Meter.Stage == stage.Definition.From);
            var run = new StageRun(scope, stage.Worker, stage.Plan, stage.Definition.Timeout, ConcurrencyOf(stage.Definition)) { Before = before };
            before?.After.Add(run);
            runs.Add(run);
        }
        // Each loop of a stage that computes keeps a thread; listing and timing need some too.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, open.Sum(stage => ConcurrencyOf(stage.Definition)) + 8), ports);
        return runs;
    }

    private static int ConcurrencyOf(StageDefinition stage) => stage.Concurrency ?? Environment.ProcessorCount;

    /// <summary>A worker that still holds claims, because the disk refused or something failed, leaves its lease too: the next one rescues them.</summary>
    private static void Leave(List<OpenStage> open, WorkerLease lease)
    {
        try
        {
            if (open.TrueForAll(stage => stage.Rescued.Folder.ClaimsOf(lease.Worker, lease.Inode).Count == 0))
                lease.Leave();
        }
        catch (VolumeException)
        {
            // then it is rescued
        }
        finally
        {
            open.ForEach(stage => stage.Dispose());
        }
    }

    /// <summary>Each stage after the one that fills its input.</summary>
    private static IEnumerable<StageDefinition> Ordered(IReadOnlyList<StageDefinition> stages)
    {
        var rest = stages.ToList();
        while (rest.Count > 0)
        {
            var next = rest.Find(stage => !rest.Exists(other => other.Name == stage.From))
                ?? throw new InvalidOperationException("the stages form a circle"); // a valid definition has none
            rest.Remove(next);
            yield return next;
        }
    }

    private async Task BeatAsync(Rescuer rescuer, RunScope scope, List<StageRun> runs, List<OpenStage> open, VolumeFolder root, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            {
                Sync(root, scope, open);
                Rescue(rescuer, scope, runs);
                foreach (var run in runs)
                {
                    run.WatchForHung();
                    run.WatchForPause();
                    run.Wake(list: scope.Watch && run.ListingIsDue);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (VolumeException refusal)
        {
            scope.Trouble(refusal);
        }
        catch
        {
            scope.Abort(); // nobody would watch over the stages any more
            throw;
        }
    }

    private bool IsDurable => pipeline.Durability != Durability.None;

    /// <summary>Puts everything on the disk and notes so in the ledgers. <c>false</c>: it need not, or could not be done.</summary>
    private bool Sync(VolumeFolder root, RunScope scope, List<OpenStage> open)
    {
        // What a refused sync has dropped counts as written for the system: no later sync may vouch for it.
        if (!IsDurable || scope.Refusal is not null)
            return false;
        if (!open.Exists(stage => stage.Rescued.Folder.Ledger.HasUnsynced))
            return true;
        try
        {
            var written = open.ConvertAll(stage => stage.Rescued.Folder.Ledger.Written);
            volume.SyncAll(root);
            for (var i = 0; i < open.Count; i++)
                open[i].Rescued.Folder.Ledger.Checkpoint(written[i]);
            return true;
        }
        catch (VolumeException refusal)
        {
            scope.Trouble(refusal);
            return false;
        }
    }

    private void Rescue(Rescuer rescuer, RunScope scope, List<StageRun> runs)
    {
        var (freed, othersLive) = rescuer.RunOnce();
        if (othersLive && !scope.OthersSeen)
        {
            scope.OthersSeen = true;
            lock (chance)
                scope.StartAfter = chance.NextDouble();
        }
        foreach (var (stage, key) in freed)
            runs.Find(run => run.Meter.Stage == stage)?.Offer(key);
    }

    /// <summary>What a power loss may have torn is removed, to be made again; then segments that nobody will write any more are merged.</summary>
    private void CareForLedger(OpenStage stage)
    {
        var path = $"{pipeline.Data}/{stage.Definition.Name}";
        using var leases = OpenLeases();
        using var ledger = volume.OpenFolder($"{path}/{Ledger.FolderName}")!;
        using var results = new ItemFolder(volume, volume.OpenFolder(path), stage.Definition.Name, [".json"]);
        var torn = new PowerLossCheck(volume, results, stage.Rescued, ledger).Run();
        if (torn.Count > 0)
            logs.CreateLogger(stage.Definition.Name).LogTornResults(stage.Definition.Name, torn.Count, torn[0]);
        LedgerMerge.Run(volume, ledger, worker => volume.Stat(leases, worker + ".json") is null);
    }
}
