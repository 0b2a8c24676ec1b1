using System.Diagnostics;
using System.Text.Json;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

public sealed class SharedWorkTests(ITestOutputHelper output)
{
    private const string Pipeline = """
        name: copies
        sources: { inbox: { settle: 0s } }
        stages:
          copies: { from: inbox, uses: json.copy, concurrency: 2 }

        """;

    [Fact]
    public async Task Four_processes_publish_each_of_20000_items_exactly_once()
    {
        const int items = 20_000;
        var generator = SharedData.Find("gen_items.py");
        Assert.SkipWhen(generator is null, "no load generator beside this checkout");
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        Directory.CreateDirectory(folder["data"]);
        using (var generate = Process.Start("python3", [generator!, "--n", $"{items}", "--seed", "3", "--out", folder["data/inbox"]]))
            await generate.WaitForExitAsync();

        var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Filepipe.RunAsync(folder.Path, "run", "--plain")));

        Assert.All(ends, end => Assert.True(end.Exit == 0, end.Answer + end.Talk));
        var shares = folder.Files("data/copies/.ledger").Where(file => file.EndsWith(".jsonl", StringComparison.Ordinal))
            .Select(file => KeysIn(folder[$"data/copies/.ledger/{file}"])).ToList();
        Assert.Equal(items, shares.Sum(keys => keys.Count));
        Assert.Equal(items, shares.SelectMany(keys => keys).Distinct().Count());
        Assert.Equal(items, folder.Files("data/copies").Count(file => file[0] != '.'));
        Assert.DoesNotContain(folder.Files("data"), file => file.Contains("/.processing/", StringComparison.Ordinal)
            || file.Contains("/.tmp/", StringComparison.Ordinal) || file.StartsWith(".workers/", StringComparison.Ordinal));
        output.WriteLine($"{items} items by {shares.Count} workers: {string.Join(" + ", shares.Select(keys => keys.Count))}");
    }

    [Fact]
    public async Task The_JSON_test_suite_ends_as_it_says()
    {
        var suite = SharedData.Find("conformance/JSONTestSuite");
        Assert.SkipWhen(suite is null, "no conformance files beside this checkout");
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        var files = Directory.GetFiles(suite!, "*.json");
        foreach (var file in files)
            folder.Write($"data/inbox/{Path.GetFileName(file)}", File.ReadAllBytes(file));

        await Filepipe.RunAsync(folder.Path, "run", "--plain");

        var completed = folder.Files("data/copies").Where(file => file[0] != '.').ToHashSet();
        var dead = folder.Files("data/copies/.dead").ToHashSet();
        var names = files.Select(file => Path.GetFileName(file)!).ToList();
        Assert.All(names.Where(name => name[0] == 'y'), name => Assert.Contains(name, completed));
        Assert.All(names.Where(name => name[0] == 'n'), name =>
        {
            Assert.Contains(name, dead);
            Assert.NotEmpty(JsonDocument.Parse(folder.Read($"data/copies/.dead/{name}")).RootElement.GetProperty("error").GetProperty("message").GetString()!);
        });
        Assert.Equal(names.Count, completed.Count + dead.Count);
        output.WriteLine($"{names.Count} files: {completed.Count} completed, {dead.Count} dead");
    }

    private static List<string> KeysIn(string segment) =>
        [.. File.ReadLines(segment).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("key", out _)).Select(line => line.GetProperty("key").GetString()!)];
}
