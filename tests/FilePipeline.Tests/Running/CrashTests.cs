using FilePipeline.Running;
using FilePipeline.Storage;
using FilePipeline.TestKit;
using FilePipeline.Tests.Running;
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

    [Fact]
    public async Task Whatever_operation_a_worker_dies_before_the_next_one_ends_with_the_same_folders()
    {
        var expected = await UndisturbedAsync();
        var steps = 0;
        for (var died = true; died; steps++)
        {
            var disk = NewDisk();
            var first = disk.NewProcess();
            first.StopBefore(steps + 1);
            died = await DiesAsync(first, seed: 1);
            await RunAsync(disk.NewProcess(), seed: 2);
            AssertSame(expected, disk, $"died before operation {steps + 1}: {first.Trace[^1]}");
        }
        Assert.InRange(steps, 60, 2_000);
    }

    [Fact]
    public async Task Whatever_operation_a_worker_dies_in_the_next_one_ends_with_the_same_folders()
    {
        var expected = await UndisturbedAsync();
        var steps = 0;
        for (var died = true; died; steps++)
        {
            var disk = NewDisk();
            var first = disk.NewProcess();
            first.StopWithin(steps + 1, new Random(steps));
            died = await DiesAsync(first, seed: 1);
            await RunAsync(disk.NewProcess(), seed: 2);
            AssertSame(expected, disk, $"died in operation {steps + 1}: {first.Trace[^1]}");
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
            AssertSame(expected, disk, $"round {round}", mayBePoisoned: true);
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

    private static async Task<bool> DiesAsync(SimulatedVolume volume, int seed)
    {
        try
        {
            await RunAsync(volume, seed);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    private static async Task RunAsync(IVolume volume, int seed)
    {
        var script = new StageScript();
        script.Run = (item, context, _) => new(
            item.Key.Value == "slow" && context is { Stage: "first", Attempt: 1 }
                ? new StageOutcome.Retry("busy", "come again")
                : new StageOutcome.Emit(item.Content));
        using var services = new ServiceCollection().AddSingleton(script).BuildServiceProvider();
        await new PipelineRunner(
            new()
            {
                Name = "test", Root = "/p", Data = Data,
                Sources = [new() { Name = "inbox", Settle = TimeSpan.Zero }],
                Stages = [TestPipeline.Stage("first", "inbox") with { Concurrency = 1 }, TestPipeline.Stage("second", "first") with { Concurrency = 1 }],
            },
            volume, services, new HurriedClock(), new Random(seed), NullLoggerFactory.Instance)
            .RunAsync(new(), report: null, started: null, CancellationToken.None, CancellationToken.None);
    }

    /// <summary>Everything below data but for ledgers, whose lines tell the history; of a record only that it is there.</summary>
    private static SortedDictionary<string, string> Contents(SimulatedDisk disk)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in disk.Files(Data).Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal)))
            contents[file] = file.Contains("/.", StringComparison.Ordinal) ? "" : disk.ReadText($"{Data}/{file}")!;
        return contents;
    }

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, SimulatedDisk disk, string when, bool mayBePoisoned = false)
    {
        var actual = Contents(disk);
        if (mayBePoisoned && actual.Keys.Any(file => file.Contains("/.dead/", StringComparison.Ordinal) && file != "first/.dead/bad.json"))
            return;
        Assert.True(expected.Keys.SequenceEqual(actual.Keys), $"{when}:\n{string.Join('\n', actual.Keys)}");
        Assert.Equal(expected, actual);
    }
}
