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
public sealed class PipelineRunner(PipelineDefinition pipeline, IVolume volume, IServiceProvider services, TimeProvider clock, Random chance, ILoggerFactory logs)
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
        using var leases = volume.OpenFolder($"{pipeline.Data}/{WorkerLease.FolderName}", create: true)!;
        using var lease = WorkerLease.Take(volume, leases, clock, chance);
        var links = Probe(selected, lease);

        using var over = new CancellationTokenSource();
        using var trouble = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var scope = new RunScope(clock, options.Watch, report, stop, stopNow);
        var stages = OpenStages(selected, options, scope, lease, links);
        try
        {
            var runs = stages.ConvertAll(stage => stage.Run);
            scope.StopAll = () => runs.ForEach(run => run.Stop());
            using var stopped = stop.Register(() => runs.ForEach(run => run.Stop()));
            using var stoppedNow = stopNow.Register(() => runs.ForEach(run => run.CancelAttempts()));
            var rescuer = new Rescuer(volume, pipeline.Data, lease, stages.ToDictionary(stage => stage.Run.Meter.Stage, stage => stage.Rescued), clock);
            Rescue(rescuer, scope, runs);
            foreach (var stage in stages)
                MergeLedger(stage.Rescued.Folder.Name, leases);
            started?.Invoke([.. runs.Select(run => run.Meter)]);

            var beat = BeatAsync(rescuer, scope, runs, over.Token);
            var work = Task.WhenAll(runs.Select(run => Task.Run(run.RunAsync)));
            try
            {
                await work.ConfigureAwait(false);
            }
            finally
            {
                await over.CancelAsync().ConfigureAwait(false);
                await beat.ConfigureAwait(false);
            }
            Sync(leases, scope);
            foreach (var stage in stages)
                stage.Rescued.Folder.Tidy();
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
            foreach (var stage in stages)
                stage.Dispose();
        }
    }

    /// <summary>Whether claims can be links.</summary>
    private bool Probe(List<StageDefinition> selected, WorkerLease lease)
    {
        var abilities = VolumeProbe.Check(volume, [.. selected.Select(stage => StageFolder.TemporaryOf($"{pipeline.Data}/{stage.Name}", lease))], lease.Folder.Path, lease.FileName);
        return abilities.Locks ? abilities.Links : throw new VolumeException("work in", pipeline.Data, VolumeFault.NotSupported,
            "its file system has no locks that work, by which dead workers are told from living ones. Move the project to a local disk");
    }

    private sealed record OpenStage(StageRun Run, RescuedStage Rescued) : IDisposable
    {
        public void Dispose()
        {
            Run.Dispose();
            Rescued.Input.Dispose();
        }
    }

    private List<OpenStage> OpenStages(List<StageDefinition> selected, RunOptions options, RunScope scope, WorkerLease lease, bool links)
    {
        var open = new List<OpenStage>();
        foreach (var stage in Ordered(selected))
        {
            var settings = StageSettings.Of(pipeline, stage, options.Force);
            var input = PipelineFolders.OpenInput(volume, pipeline, stage, create: true);
            var folder = StageFolder.OpenForWork(volume, $"{pipeline.Data}/{stage.Name}", stage.Name, lease, links);
            folder.Ledger.OpenSegment(lease.Worker, volume.Machine);
            var freshness = new Freshness(input, folder, settings, clock);
            var worker = new StageWorker(stage, StageCatalog.Create(stage, services), input, folder, freshness, settings,
                lease.Worker, clock, chance, logs.CreateLogger(stage.Name));
            var before = open.Find(other => other.Run.Meter.Stage == stage.From)?.Run;
            var run = new StageRun(scope, worker, new(input, folder, freshness), stage.Timeout, stage.Concurrency ?? Environment.ProcessorCount) { Before = before };
            before?.After.Add(run);
            open.Add(new(run, new(folder, freshness, input, settings)));
        }
        // Each loop of a stage that computes keeps a thread; listing and timing need some too.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, selected.Sum(stage => stage.Concurrency ?? Environment.ProcessorCount) + 8), ports);
        return open;
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

    private async Task BeatAsync(Rescuer rescuer, RunScope scope, List<StageRun> runs, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        using var root = volume.OpenFolder(pipeline.Data)!;
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            {
                Sync(root, scope);
                Rescue(rescuer, scope, runs);
                foreach (var run in runs)
                {
                    run.WatchForHung();
                    run.WatchForPause();
                    run.Wake(list: scope.Watch && run.Before is null);
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
    }

    private void Sync(VolumeFolder folder, RunScope scope)
    {
        if (pipeline.Durability == Durability.None)
            return;
        try
        {
            volume.SyncAll(folder);
        }
        catch (VolumeException refusal)
        {
            scope.Trouble(refusal);
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

    private void MergeLedger(string stage, VolumeFolder leases)
    {
        using var ledger = volume.OpenFolder($"{pipeline.Data}/{stage}/{Ledger.FolderName}")!;
        LedgerMerge.Run(volume, ledger, worker => volume.Stat(leases, worker + ".json") is null);
    }
}
