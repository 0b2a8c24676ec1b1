using System.Diagnostics;

namespace FilePipeline.TestKit;

/// <summary>Independent Parquet readers, run by <c>tests/readers/read.mjs</c>, which describes how cells are printed.</summary>
public static class ParquetReaders
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "tests", "readers");

    public static IReadOnlyList<string> Names { get; } = ["duckdb", "arrow", "polars", "hyparquet"];

    /// <summary>Why the readers cannot be run, with what to type; <c>null</c> where they can.</summary>
    public static string? Missing =>
        Directory.Exists(Path.Combine(Folder, "node_modules")) ? null : "the readers are not there: npm install --prefix tests/readers";

    /// <summary>The rows of each file as JSON lines, in one run for all files.</summary>
    /// <exception cref="InvalidOperationException">The reader refuses a file, or cannot be run.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string reader, params IReadOnlyList<string> files)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Folder, "read.mjs"));
        start.ArgumentList.Add(reader);
        foreach (var file in files)
            start.ArgumentList.Add(file);
        using var node = Process.Start(start)!;
        using var guard = new Timer(_ => node.Kill(), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        var errors = node.StandardError.ReadToEndAsync();
        var found = new List<List<string>>();
        while (node.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                found.Add([]);
            else if (line.StartsWith('!'))
                throw new InvalidOperationException($"{reader} refuses {files[found.Count - 1]}: {line[1..]}");
            else
                found[^1].Add(line);
        }
        node.WaitForExit();
        return node.ExitCode == 0 ? found : throw new InvalidOperationException($"{reader}: {errors.Result}");
    }
}
