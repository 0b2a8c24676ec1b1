using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>Two items that become results and rows of a dataset, and one that becomes a dead letter, in a folder of their own.</summary>
internal sealed partial class SmallProject : IDisposable
{
    private readonly TempFolder _around = new();

    public SmallProject()
    {
        Write("pipeline.yaml", """
            name: small
            sources: { inbox: { settle: 0s } }
            stages:
              copies: { from: inbox, uses: json.copy, concurrency: 1 }
            exports:
              rows: { from: { copies: all } }

            """);
        Write("data/inbox/en/a.json", "{\"a\":1}");
        Write("data/inbox/b.json", "{\"a\":2}");
        Write("data/inbox/bad.json", "{\"a\":");
    }

    public string Folder => _around["project"];

    /// <summary>The trace of the last run under the shim.</summary>
    public string TraceFile => _around["trace"];

    public void Write(string name, string content) => _around.Write("project/" + name, content);

    /// <summary>The program under the shim. What it did at the last is the last line of the trace.</summary>
    public async Task<(int Exit, string Said, IReadOnlyList<string> Trace)> RunShimmedAsync(string? fault = null)
    {
        File.Delete(TraceFile);
        using var program = Filepipe.Start(Folder, Shim.Environment(Folder, TraceFile, fault), "run", "--plain");
        var (exit, answer, talk) = await program.EndAsync();
        return (exit, answer + talk, File.Exists(TraceFile) ? [.. File.ReadLines(TraceFile).Select(ShapeOf)] : []);
    }

    public async Task<(int Exit, string Said)> RunAsync()
    {
        var (exit, answer, talk) = await Filepipe.RunAsync(Folder, "run", "--plain");
        return (exit, answer + talk);
    }

    /// <summary>Every file but ledgers, locks and notes of what an export has seen, with its content's digest; of records only their names.</summary>
    public SortedDictionary<string, string> Contents()
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in _around.Files("project").Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)
            && !file.StartsWith(".filepipe/", StringComparison.Ordinal)))
            contents[file] = file.Contains("/.dead/", StringComparison.Ordinal) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file))));
        return contents;
    }

    public void Dispose() => _around.Dispose();

    /// <summary>A line of the trace without what differs from run to run: <c>write copies/.tmp/WORKER/N.json</c>.</summary>
    private string ShapeOf(string line)
    {
        var shape = line.Replace(Folder + "/data/", "", StringComparison.Ordinal).Replace(Folder + "/", "", StringComparison.Ordinal);
        return Temporary().Replace(WorkerName().Replace(shape, "WORKER"), "WORKER/N.json");
    }

    [GeneratedRegex(@"[A-Za-z0-9-]+-\d+-[a-z2-9]{8}\b")]
    private static partial Regex WorkerName();

    [GeneratedRegex(@"WORKER/\d+\.json")]
    private static partial Regex Temporary();
}
