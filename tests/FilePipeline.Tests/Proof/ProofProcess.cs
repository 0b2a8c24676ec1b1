using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Storage;
using FilePipeline.TestKit;
using FilePipeline.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// One process with the real worker, rescuer and plan over the simulated disk, all on the thread that calls it, so that nothing but the
/// order of its operations on the disk matters.
/// </summary>
internal sealed class ProofProcess
{
    public const int Attempts = 3;
    private static readonly StageDefinition Definition =
        TestPipeline.Stage("work", "inbox") with { Retry = new() { Attempts = Attempts, Initial = TimeSpan.FromSeconds(1) } };
    private static readonly PipelineDefinition Pipeline = new()
    {
        Name = "proof", Root = "/p", Data = Scenario.Data, Sources = [new() { Name = "inbox", Settle = TimeSpan.Zero }], Stages = [Definition],
    };

    private readonly Laws _laws;
    private readonly SettableClock _clock;
    private readonly int _number;

    public ProofProcess(SimulatedDisk disk, Laws laws, SettableClock clock, int number)
    {
        (_laws, _clock, _number) = (laws, clock, number);
        Volume = disk.NewProcess();
        Volume.Before = Arrive;
        Volume.After = Leave;
    }

    public SimulatedVolume Volume { get; }

    /// <summary>Its lease's name.</summary>
    public string Worker { get; private set; } = "";

    /// <summary>A number for all that it has seen of the disk: it is deterministic, so this is all that it is.</summary>
    public ulong History { get; private set; }

    /// <summary>Called before each operation, and inside the stage.</summary>
    public Action<SimulatedOperation>? Step { get; set; }

    /// <summary>Comes, rescues, goes through the plan once, and leaves.</summary>
    public void RunOnce() => Run(rounds: 1, works: true);

    public void RescueOnce() => Run(rounds: 1, works: false);

    /// <summary>Until nothing is left to do; time passes as it needs.</summary>
    public void RunToTheEnd() => Run(rounds: 60, works: true);

    private void Run(int rounds, bool works)
    {
        using var leases = Volume.OpenFolder($"{Scenario.Data}/{WorkerLease.FolderName}", create: true)!;
        var chance = new Random(_number);
        using var lease = WorkerLease.Take(Volume, leases, _clock, chance, durable: false);
        Worker = lease.Worker;
        var settings = StageSettings.Of(Pipeline, Definition);
        using var input = PipelineFolders.OpenInput(Volume, Pipeline, Definition, create: true);
        using var folder = StageFolder.OpenForWork(Volume, $"{Scenario.Data}/work", "work", lease);
        folder.Ledger.OpenSegment(lease.Worker, Volume.Machine, durable: false);
        var freshness = new Freshness(input, folder, settings, _clock);
        var stage = new Scripted(this);
        var worker = new StageWorker(Definition, stage, input, folder, freshness, settings, lease.Worker, quarantines: false, isQuarantined: false, publishesLater: false, _clock, chance, NullLogger.Instance);
        var rescued = new Dictionary<string, RescuedStage> { ["work"] = new(folder, freshness, input, settings) };
        var rescuer = new Rescuer(Volume, Scenario.Data, lease, rescued, quarantines: false, _clock);
        var plan = new StagePlan(input, folder, freshness);
        using var slot = new Slot(_clock);
        for (var open = true; open && rounds > 0; rounds--)
        {
            rescuer.RunOnce();
            rescuer.ClearTemporaries();
            open = works && Round(plan, worker, slot);
            if (rounds > 1)
                _clock.Advance(TimeSpan.FromMinutes(10));
        }
        folder.Tidy();
        if (folder.ClaimsOf(lease.Worker, lease.Inode).Count == 0)
            lease.Leave();
    }

    /// <summary><c>false</c>: there was nothing to do, and nothing to wait for.</summary>
    private bool Round(StagePlan plan, StageWorker worker, Slot slot)
    {
        var open = false;
        foreach (var entry in plan.List())
        {
            open |= entry.Verdict.IsRunnable || entry.Verdict.Waits;
            if (!entry.Verdict.IsRunnable && entry.Verdict.Reason != Reason.Claimed)
                continue;
            var running = worker.RunAsync(entry.Key, slot, settled: false, force: true, CancellationToken.None).AsTask();
            _laws.Check(running.IsCompleted, "the engine has left the thread of its process");
            running.GetAwaiter().GetResult();
        }
        return open;
    }

    private void Arrive(SimulatedOperation operation)
    {
        if (_laws.Broken is { } law)
            throw new LawBrokenException(law);
        Step?.Invoke(operation);
        // Files differ in time when they differ in content, and reading takes no time: so two orders of readings end in one state.
        if (operation.Verb is nameof(IVolume.TryWriteNew) or "Append")
            _clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private void Leave(SimulatedOperation operation, object? result)
    {
        Remember((uint)HashCode.Combine(operation.Verb, operation.Path, HashOf(result)));
        _laws.Watch(this, operation, result);
    }

    private void Remember(ulong seen) => History = (History ^ seen) * 0x9E3779B97F4A7C15 + (seen >> 7) + 1;

    private static int HashOf(object? result) => result switch
    {
        null => 0,
        bool or VolumeStat or VolumeRead => result.GetHashCode(),
        byte[] bytes => bytes.Aggregate(bytes.Length, (hash, value) => hash * 31 + value),
        IEnumerable<VolumeEntry> entries => entries.Aggregate(1, (hash, entry) => hash * 31 + entry.GetHashCode()),
        VolumeException refusal => (int)refusal.Fault + 100,
        _ => 1,
    };

    public override string ToString() => $"process {_number}";

    private sealed class Scripted(ProofProcess process) : IStage
    {
        public ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel)
        {
            process._laws.Enter(process, item.Key.Value);
            process.Step?.Invoke(new(0, "RunStage", item.Key.Value));
            process.Remember(1);
            return new(Scenario.Run(item, context.Attempt));
        }
    }
}
