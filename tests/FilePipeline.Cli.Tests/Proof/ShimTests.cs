using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>
/// The real program, killed at a file-system call of claim, publish, bury, rescue and export, or deceived by it; then one ordinary run,
/// and every file is as in an undisturbed project. Each kind of call on each kind of file once; every single call, before and after it,
/// with <c>FILEPIPE_PROOF=full</c>.
/// </summary>
public sealed class ShimTests(ITestOutputHelper output)
{
    private const int NoSpace = 28, Io = 5;
    private static readonly string[] Reading = ["statx", "openat2", "open", "open64"];

    [Fact]
    public async Task Killed_at_any_call_the_next_run_ends_with_the_same_files()
    {
        Shim.SkipWhenMissing();
        var (expected, trace) = await UndisturbedAsync();
        var calls = Chosen(trace);
        await ForEachAsync("a run", calls, Corpus.IsFull ? ["kill-before", "kill-after"] : ["kill-before"], expected, () => new SmallProject());
        output.WriteLine($"{calls.Count} of {trace.Count} calls");
        ProofTables.Add("real-kills", "a run: claim, publish, bury, export", $"{calls.Count} of {trace.Count}", Corpus.IsFull ? "SIGKILL before, after" : "SIGKILL before", "same files after one more run");
    }

    [Fact]
    public async Task A_rescuer_killed_at_any_call_is_rescued_itself()
    {
        Shim.SkipWhenMissing();
        var (expected, trace) = await UndisturbedAsync();
        var published = IndexOf(trace, call => call.StartsWith("renameat2 copies/", StringComparison.Ordinal) && !call.Contains("/.", StringComparison.Ordinal));
        IReadOnlyList<string> rescue;
        using (var project = await KilledAsync(published))
            rescue = (await project.RunShimmedAsync()).Trace;
        var calls = Chosen([.. rescue.TakeWhile(call => !call.EndsWith("/.paused", StringComparison.Ordinal))]); // then the stage begins
        await ForEachAsync("a rescue", calls, Corpus.IsFull ? ["kill-before", "kill-after"] : ["kill-before"], expected, () => KilledAsync(published).Result);
        output.WriteLine($"{calls.Count} of {rescue.Count} calls");
        ProofTables.Add("real-kills", "a rescue of a worker that was killed just before it published", $"{calls.Count} of {rescue.Count}", Corpus.IsFull ? "SIGKILL before, after" : "SIGKILL before", "same files after one more run");
    }

    [Fact]
    public async Task A_call_that_fails_or_says_so_is_trouble_of_the_machine_and_costs_nothing()
    {
        Shim.SkipWhenMissing();
        var (expected, trace) = await UndisturbedAsync();
        var all = Chosen(trace);
        var calls = Corpus.IsFull ? all : [.. all.Where((_, at) => at % 4 == 0)];
        await ForEachAsync("a run", calls, [$"errno:{NoSpace}", $"done-errno:{Io}"], expected, () => new SmallProject());
        output.WriteLine($"{calls.Count} of {trace.Count} calls");
        ProofTables.Add("real-kills", "a run", $"{calls.Count} of {trace.Count}", "ENOSPC instead of the call; EIO although it is done", "exit code 0, 1 or 3; same files after one more run");
    }

    private static async Task ForEachAsync(
        string what, IReadOnlyList<int> calls, string[] faults, SortedDictionary<string, string> expected, Func<SmallProject> begin)
    {
        var cases = calls.SelectMany(call => faults.Select(fault => (Call: call, Fault: fault))).ToList();
        var wrong = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            using var project = begin();
            var told = one.Fault.Split(':') is [var kind, var error] ? $"{kind}:{one.Call}:{error}" : $"{one.Fault}:{one.Call}";
            var (exit, said, trace) = await project.RunShimmedAsync(told);
            var at = $"{what}, {told} ({trace.ElementAtOrDefault(one.Call - 1)})";
            if (one.Fault.StartsWith("kill", StringComparison.Ordinal) ? exit is not (128 + 9 or 0 or 1) : exit is not (0 or 1 or 3))
                wrong.Enqueue($"{at}: exit code {exit}: {said}");
            var (again, saidAgain) = await project.RunAsync();
            if (again is not (0 or 1)) // 1: the dead letter is of this run
                wrong.Enqueue($"{at}: the next run ended with {again}: {saidAgain}");
            var actual = project.Contents();
            if (!expected.SequenceEqual(actual))
                wrong.Enqueue($"{at}: differs in {string.Join(", ", expected.Except(actual).Concat(actual.Except(expected)).Select(file => file.Key).Distinct())}");
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    private static async Task<(SortedDictionary<string, string> Contents, IReadOnlyList<string> Trace)> UndisturbedAsync()
    {
        using var project = new SmallProject();
        var (exit, said, trace) = await project.RunShimmedAsync();
        Assert.True(exit == 1, said); // one dead letter
        Assert.InRange(trace.Count, 100, 2_000);
        return (project.Contents(), trace);
    }

    private static async Task<SmallProject> KilledAsync(int call)
    {
        var project = new SmallProject();
        await project.RunShimmedAsync($"kill-before:{call}");
        return project;
    }

    /// <summary>Numbers of the calls to try: of each shape the first, of those that change something or lock; all of them in the long run.</summary>
    private static List<int> Chosen(IReadOnlyList<string> trace)
    {
        if (Corpus.IsFull)
            return [.. Enumerable.Range(1, trace.Count)];
        var seen = new HashSet<string>();
        return [.. Enumerable.Range(1, trace.Count).Where(number => !Reading.Contains(trace[number - 1].Split(' ')[0]) && IsChange(trace[number - 1]) && seen.Add(trace[number - 1]))];
    }

    /// <summary>Most files are opened for reading; those that are written show it by the write.</summary>
    private static bool IsChange(string call) => !call.StartsWith("openat ", StringComparison.Ordinal) || call.Contains("WORKER", StringComparison.Ordinal);

    private static int IndexOf(IReadOnlyList<string> trace, Func<string, bool> wanted) => trace.Index().First(call => wanted(call.Item)).Index + 1;
}
