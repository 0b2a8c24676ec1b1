using System.Collections.Concurrent;
using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Running;
using FilePipeline.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Tests.Running;

/// <summary>
/// A worker that dies before, or in the middle of, every single operation on the disk, and another that takes over: what is on the disk
/// in the end is what an undisturbed run makes, and nothing else.
/// </summary>
public sealed class CrashTests
{
    private const string Data = "/p/data";

    [Theory]
    [InlineData(Durability.Balanced)]
    [InlineData(Durability.Strict)]
    public Task Whatever_operation_a_worker_dies_before_the_next_one_ends_with_the_same_folders(Durability durability) =>
        DieEverywhereAsync(durability, (worker, operation) => worker.StopBefore(operation));

    [Theory]
    [InlineData(Durability.Balanced)]
    [InlineData(Durability.Strict)]
    public Task Whatever_operation_a_worker_dies_in_the_next_one_ends_with_the_same_folders(Durability durability) =>
        DieEverywhereAsync(durability, (worker, operation) => worker.StopWithin(operation, new Random(operation)));

    private static async Task DieEverywhereAsync(Durability durability, Action<SimulatedVolume, int> dieAt)
    {
        var expected = await UndisturbedAsync();
        var operation = 0;
        for (var died = true; died;)
        {
            var disk = NewDisk();
            var first = disk.NewProcess();
            dieAt(first, ++operation);
            died = await DiesAsync(first, seed: 1, durability: durability);
            await RunAsync(disk.NewProcess(), seed: 2, durability: durability);
            AssertSame(expected, disk, $"died at {first.Trace[^1]}");
        }
        Assert.InRange(operation, 60, 2_000);
    }

    [Theory]
    [InlineData(Durability.Balanced)]
    [InlineData(Durability.Strict)]
    public async Task Whenever_the_power_fails_nothing_torn_is_taken_for_a_result(Durability durability)
    {
        var expected = await UndisturbedAsync();
        var steps = 0;
        for (var died = true; died; steps++)
        {
            for (var luck = 0; luck < 4; luck++)
            {
                var disk = NewDisk();
                var first = disk.NewProcess();
                var told = new ConcurrentBag<RunEvent>();
                first.StopBefore(steps + 1);
                died = await DiesAsync(first, seed: 1, durability: durability, report: told.Add);
                disk.PowerCut(new Random(steps * 4 + luck));
                if (durability == Durability.Strict)
                {
                    foreach (var end in told.Where(end => end.End.Kind == ItemEndKind.Published))
                        Assert.Equal(expected[$"{end.Stage}/{end.Key}.json"], disk.ReadText($"{Data}/{end.Stage}/{end.Key}.json"));
                }
                await RunAsync(disk.NewProcess(), seed: 2, durability: durability);
                AssertSame(expected, disk, $"power failed before operation {steps + 1}, luck {luck}");
            }
        }
        Assert.InRange(steps, 60, 2_000);
    }

    [Fact]
    public async Task A_rescuer_may_die_anywhere_too()
    {
        var expected = await UndisturbedAsync();
        var chance = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var disk = NewDisk();
            for (var worker = 1; worker <= 3; worker++)
            {
                var dying = disk.NewProcess();
                dying.StopWithin(chance.Next(1, 130), new Random(round));
                await DiesAsync(dying, seed: worker);
                dying.Kill();
            }
            await RunAsync(disk.NewProcess(), seed: 9);
            AssertSame(expected, disk, $"round {round}");
        }
    }

    [Fact]
    public async Task An_item_that_kills_its_worker_is_dead_after_three_and_the_others_go_on()
    {
        var disk = NewDisk();
        disk.Write($"{Data}/inbox/killer.json", "[1]");
        Assert.True(await DiesAsync(disk.NewProcess(), seed: 1));

        var worker = disk.NewProcess();
        await RunAsync(worker, seed: 2, new SimulatedQuarantine(disk, worker));

        var record = AttemptRecord.TryParse(disk.Read($"{Data}/first/.dead/killer.json"))!;
        Assert.Equal("poison", record.Error.Code);
        Assert.Equal([false, true, true], record.Crashes.Select(crash => crash.Alone));
        Assert.NotNull(disk.Read($"{Data}/second/en/a.json"));
        Assert.NotNull(disk.Read($"{Data}/second/slow.json"));
        Assert.DoesNotContain(disk.Files(Data), file => file.Contains("/.failed/", StringComparison.Ordinal) || file.StartsWith(".workers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Workers_that_are_killed_from_outside_are_never_blamed_on_their_items()
    {
        var disk = NewDisk();
        var expected = await UndisturbedAsync();
        for (var worker = 1; worker <= 6; worker++)
        {
            var dying = disk.NewProcess();
            dying.StopBefore(95); // in the middle of its items
            await DiesAsync(dying, seed: worker, new SimulatedQuarantine(disk, dying));
            dying.Kill();
        }

        var last = disk.NewProcess();
        await RunAsync(last, seed: 9, new SimulatedQuarantine(disk, last));

        AssertSame(expected, disk, "killed six times");
    }

    /// <summary>A child is one more process on the disk; it dies with its parent.</summary>
    private sealed class SimulatedQuarantine(SimulatedDisk disk, SimulatedVolume parent) : IQuarantine
    {
        private int _children;

        public async Task RunAsync(QuarantinedItem item, CancellationToken stopNow)
        {
            var child = disk.NewProcess();
            child.Before = _ =>
            {
                if (parent.IsDead)
                    child.Kill();
            };
            try
            {
                await Runner(child, seed: 100 + _children++, quarantine: null).RunQuarantinedAsync(item, stopNow);
            }
            catch (ProcessDiedException)
            {
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> UndisturbedAsync()
    {
        var disk = NewDisk();
        await RunAsync(disk.NewProcess(), seed: 1);
        var made = Contents(disk);
        Assert.Equal(["first/.dead/bad.json", "first/en/a.json", "first/slow.json", "inbox/bad.json", "inbox/en/a.json", "inbox/slow.json", "second/en/a.json", "second/slow.json"], made.Keys);
        return made;
    }

    private static SimulatedDisk NewDisk()
    {
        var disk = new SimulatedDisk();
        disk.Write($"{Data}/inbox/en/a.json", "{\"b\":1,\"a\":2}");
        disk.Write($"{Data}/inbox/bad.json", "{\"b\":");
        disk.Write($"{Data}/inbox/slow.json", "[1]");
        return disk;
    }

    private static async Task<bool> DiesAsync(
        SimulatedVolume volume, int seed, IQuarantine? quarantine = null, Durability durability = Durability.Balanced, Action<RunEvent>? report = null)
    {
        try
        {
            await RunAsync(volume, seed, quarantine, durability, report);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    private static Task<RunSummary> RunAsync(
        SimulatedVolume volume, int seed, IQuarantine? quarantine = null, Durability durability = Durability.Balanced, Action<RunEvent>? report = null) =>
        Runner(volume, seed, quarantine, durability).RunAsync(new(), report, started: null, CancellationToken.None, CancellationToken.None);

    private static PipelineRunner Runner(SimulatedVolume volume, int seed, IQuarantine? quarantine, Durability durability = Durability.Balanced)
    {
        var script = new StageScript();
        script.Run = (item, context, _) =>
        {
            if (item.Key.Value == "killer")
                volume.Kill();
            return new(item.Key.Value == "slow" && context is { Stage: "first", Attempt: 1 }
                ? new StageOutcome.Retry("busy", "come again")
                : new StageOutcome.Emit(item.Content));
        };
        return new(
            new()
            {
                Name = "test", Root = "/p", Data = Data, Durability = durability,
                Sources = [new() { Name = "inbox", Settle = TimeSpan.Zero }],
                Stages = [TestPipeline.Stage("first", "inbox") with { Concurrency = 1 }, TestPipeline.Stage("second", "first") with { Concurrency = 1 }],
            },
            volume, new ServiceCollection().AddSingleton(script).BuildServiceProvider(), new HurriedClock(), new Random(seed), NullLoggerFactory.Instance, quarantine);
    }

    /// <summary>Everything below data but for ledgers, whose lines tell the history; of a record only that it is there.</summary>
    private static SortedDictionary<string, string> Contents(SimulatedDisk disk)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in disk.Files(Data).Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal)))
            contents[file] = file.Contains("/.", StringComparison.Ordinal) ? "" : disk.ReadText($"{Data}/{file}")!;
        return contents;
    }

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, SimulatedDisk disk, string when)
    {
        var actual = Contents(disk);
        Assert.True(expected.Keys.SequenceEqual(actual.Keys), $"{when}:\n{string.Join('\n', actual.Keys)}");
        Assert.Equal(expected, actual);
    }
}
