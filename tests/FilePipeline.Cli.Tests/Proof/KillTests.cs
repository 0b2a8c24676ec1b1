using System.Diagnostics;
using System.Text.Json;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>
/// Three workers watch one project and are killed at random moments, again and again, while items keep coming: 300 times, 10,000 times
/// with <c>FILEPIPE_PROOF=full</c>. Nothing is lost, nothing is left, no innocent item is blamed.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Workers = 3;

    [Fact]
    public async Task Killed_at_random_moments_nothing_is_lost_and_nothing_is_published_twice()
    {
        var kills = Corpus.IsFull ? 10_000 : 300;
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", """
            name: copies
            sources: { inbox: { settle: 0s } }
            stages:
              copies: { from: inbox, uses: json.copy, concurrency: 1 }

            """);
        Directory.CreateDirectory(folder["data/inbox"]);
        var chance = new Random(20261125);
        var workers = Enumerable.Range(0, Workers).Select(_ => Begin(folder)).ToList();
        var freed = new List<double>();
        var dropped = 0;
        for (var killed = 0; killed < kills;)
        {
            for (var end = dropped + 4; dropped < end; dropped++)
                Drop(folder, dropped);
            await Task.Delay(chance.Next(20, 350));
            var victim = workers[chance.Next(Workers)];
            if (!await victim.KillAsync())
                Assert.Fail((await victim.EndAsync()).ToString());
            killed++;
            // The lease goes last: once it is gone, all that the dead one had claimed can be claimed again.
            if (Leases(folder).Any(lease => !lease.Contains($"-{victim.Id}-", StringComparison.Ordinal)))
                freed.Add(await UntilFreedAsync(folder, victim.Id));
            workers.Remove(victim);
            victim.Dispose();
            workers.Add(Begin(folder));
        }
        foreach (var worker in workers)
        {
            await worker.KillAsync();
            worker.Dispose();
        }
        var (exit, answer, talk) = await Filepipe.RunAsync(folder.Path, "run", "--plain");

        Assert.True(exit == 0, answer + talk);
        Assert.Equal(dropped, folder.Files("data/inbox").Count);
        Assert.All(Enumerable.Range(0, dropped), item => Assert.Equal($"{{\n  \"item\": {item}\n}}\n", folder.Read($"data/copies/{item}.json")));
        Assert.DoesNotContain(folder.Files("data"), file => file.Contains("/.", StringComparison.Ordinal) && !file.Contains("/.ledger/", StringComparison.Ordinal) || file[0] == '.');
        freed.Sort();
        var (half, most) = (freed[freed.Count / 2], freed[freed.Count * 99 / 100]);
        output.WriteLine($"{kills} kills, {dropped} items; freed after {half:0.00} s (p50), {most:0.00} s (p99), {freed[^1]:0.00} s (longest) of {freed.Count}");
        ProofTables.Add("random-kills", kills, dropped, $"{half:0.00} s", $"{most:0.00} s", $"{freed[^1]:0.00} s");
    }

    private static Filepipe Begin(TempFolder folder) => Filepipe.Start(folder.Path, "run", "--watch", "--plain");

    private static void Drop(TempFolder folder, int item)
    {
        folder.Write("dropping", JsonSerializer.Serialize(new { item }));
        File.Move(folder["dropping"], folder[$"data/inbox/{item}.json"]);
    }

    private static IEnumerable<string> Leases(TempFolder folder) =>
        folder.Files("data/.workers").Where(lease => lease[0] != '.');

    /// <summary>Seconds.</summary>
    private static async Task<double> UntilFreedAsync(TempFolder folder, int dead)
    {
        var clock = Stopwatch.StartNew();
        while (Leases(folder).Any(lease => lease.Contains($"-{dead}-", StringComparison.Ordinal)))
        {
            await Task.Delay(5);
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "nobody frees what a dead worker has claimed");
        }
        return clock.Elapsed.TotalSeconds;
    }
}
