using FilePipeline.Definition;
using FilePipeline.TestKit;
using FilePipeline.Tests.Running;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// The power goes before any single operation of a run, and takes of what was not synced whatever it likes: names, contents, ledgers,
/// leases, claims. What people have put there is synced. The next run comes to an end, and so does every item; but without syncs every
/// result is whole.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const string Data = "/p/data";

    [Theory]
    [InlineData(Durability.None)]
    [InlineData(Durability.Balanced)]
    [InlineData(Durability.Strict)]
    public async Task Wherever_the_power_goes_every_item_comes_to_an_end(Durability durability)
    {
        var cutsEach = ScheduleTests.IsFull ? 50 : 3;
        var (cuts, torn) = (0, 0);
        for (var died = true; died; cuts++)
        {
            var disk = NewDisk();
            var process = disk.NewProcess();
            process.StopBefore(cuts / cutsEach + 1);
            died = await RunAsync(process, durability, seed: 1);
            disk.PowerCut(new Random(cuts));
            var when = $"cut before operation {cuts / cutsEach + 1}, seed {cuts}: {process.Trace[^1]}";
            try
            {
                await RunAsync(disk.NewProcess(), durability, seed: 2).WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{when}: the next run does not end:\n{string.Join('\n', disk.Files(Data))}");
            }
            AssertEnded(disk, when);
            torn += Torn(disk);
            Assert.True(torn == 0 || durability == Durability.None, $"{when}: a torn result is visible");
        }
        output.WriteLine($"{durability}: {cuts} power cuts, {torn} torn results");
        ProofTables.Add("power-cuts", durability, cuts, "every item completed or recorded, nothing left over", torn);
        Assert.InRange(cuts, 100, int.MaxValue);
    }

    private static SimulatedDisk NewDisk()
    {
        var disk = new SimulatedDisk();
        disk.Write($"{Data}/inbox/en/a.json", "{\"b\":1,\"a\":2}");
        disk.Write($"{Data}/inbox/bad.json", "{\"b\":");
        disk.Write($"{Data}/inbox/c.json", "[1]");
        return disk;
    }

    /// <summary>Whether the process died.</summary>
    private static async Task<bool> RunAsync(SimulatedVolume process, Durability durability, int seed)
    {
        using var pipeline = new TestPipeline { Volume = process, Clock = new HurriedClock(), Seed = seed };
        pipeline.Definition = pipeline.Definition with { Data = Data, Durability = durability };
        pipeline.Change("first", stage => stage with { Concurrency = 1 });
        pipeline.Change("second", stage => stage with { Concurrency = 1 });
        try
        {
            var summary = await pipeline.RunAsync();
            Assert.Null(summary.Trouble);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    private static void AssertEnded(SimulatedDisk disk, string when)
    {
        Assert.Equal(["bad.json", "c.json", "en/a.json"], disk.Files($"{Data}/inbox"));
        var left = disk.Files(Data).Where(file => file.StartsWith(".workers/", StringComparison.Ordinal)
            || file.Contains("/.processing/", StringComparison.Ordinal) || file.Contains("/.tmp/", StringComparison.Ordinal)).ToList();
        Assert.True(left.Count == 0, $"{when}: left over: {string.Join(", ", left)}");
        foreach (var (from, stage) in ((string, string)[])[("inbox", "first"), ("first", "second")])
        {
            foreach (var file in disk.Files($"{Data}/{from}").Where(file => file[0] != '.'))
                Assert.True(disk.Read($"{Data}/{stage}/{file}") is not null || disk.Read($"{Data}/{stage}/.dead/{file}") is not null, $"{when}: {stage} has lost {file}");
        }
    }

    /// <summary>Results that nobody made. The names of a run outlive its contents where nothing is synced.</summary>
    private static int Torn(SimulatedDisk disk) =>
        new[] { "first/en/a.json", "first/c.json" }.Count(file => disk.ReadText($"{Data}/{file}") is not (null or "{\n  \"a\": 2,\n  \"b\": 1\n}\n" or "[\n  1\n]\n"));
}
