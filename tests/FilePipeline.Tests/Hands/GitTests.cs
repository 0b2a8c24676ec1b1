using System.Diagnostics;
using FilePipeline.Planning;
using FilePipeline.Tests.Running;

namespace FilePipeline.Tests.Hands;

/// <summary>A project whose inputs and results are in git, and a hand that checks versions out.</summary>
public sealed class GitTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();

    [Fact]
    public async Task Checking_out_back_and_forth_makes_nothing_again_and_changes_nothing()
    {
        await CommitTwoVersionsAsync();
        foreach (var version in (string[])["one", "two", "one", "two"])
        {
            Git("checkout", "-q", version);
            AssertPlan(Reason.UpToDate);
            _pipeline.Script.Runs.Clear();
            await _pipeline.RunAsync();
            Assert.Empty(_pipeline.Script.Runs);
            Assert.Equal("", Git("status", "--porcelain"));
        }
    }

    [Fact]
    public async Task Checking_out_other_inputs_makes_again_what_differs_and_gives_their_results()
    {
        await CommitTwoVersionsAsync();
        Git("checkout", "-q", "one", "--", "data/inbox");
        Assert.Equal(
            ["a.json UpToDate", "b.json InputChanged", "c.json UpToDate"],
            _pipeline.Plan("first").Select(pair => $"{pair.Key} {pair.Value.Reason}").Order(StringComparer.Ordinal));
        _pipeline.Script.Runs.Clear();
        await _pipeline.RunAsync();
        Assert.Equal(["first b", "second b"], _pipeline.Script.Runs.Keys.Select(key => $"{key.Stage} {key.Key}").Order(StringComparer.Ordinal));
        Assert.Equal("data/first/c.json\ndata/inbox/c.json\ndata/second/c.json\n", Git("diff", "--name-only", "one", "--", "data"));
    }

    [Fact]
    public async Task A_forced_run_of_pure_stages_leaves_nothing_to_commit()
    {
        await CommitTwoVersionsAsync();
        await _pipeline.RunAsync(new() { Force = true });
        Assert.Equal("", Git("status", "--porcelain"));
        Git("checkout", "-q", "one");
        await _pipeline.RunAsync(new() { Force = true });
        Assert.Equal("", Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_fresh_clone_is_unrecorded_and_complete()
    {
        await CommitTwoVersionsAsync();
        using var clone = new TestPipeline();
        Directory.Delete(clone.Folder.Path, recursive: true);
        Git("clone", "-q", _pipeline.Folder.Path, clone.Folder.Path);
        Assert.All(clone.Plan("first").Values.Concat(clone.Plan("second").Values), verdict => Assert.Equal((ItemState.Completed, Reason.Unrecorded), (verdict.State, verdict.Reason)));
        await clone.RunAsync();
        Assert.Empty(clone.Script.Runs);
    }

    [Fact]
    public async Task Reverting_a_commit_of_results_alone_brings_older_bytes_that_are_stale()
    {
        await CommitTwoVersionsAsync();
        Git("checkout", "-q", "one", "--", "data/first");
        var plan = _pipeline.Plan("first");
        Assert.Equal(Reason.InputChanged, plan["b.json"].Reason); // these bytes are of another input, the ledger says
        Assert.Equal(Reason.UpToDate, plan["a.json"].Reason);
        await _pipeline.RunAsync();
        Assert.Equal("", Git("diff", "--name-only", "two"));
    }

    public void Dispose() => _pipeline.Dispose();

    /// <summary>Tags <c>one</c> (a, b) and <c>two</c> (a, another b, c), each with the results of that day.</summary>
    private async Task CommitTwoVersionsAsync()
    {
        _pipeline.Folder.Write(".gitignore", ".workers/\n.processing/\n.tmp/\n.ledger/\n.failed/\n.dead/\n.skipped/\n");
        Git("init", "-q");
        _pipeline.Drop("a.json", """{"a":1}""");
        _pipeline.Drop("b.json", """{"b":1}""");
        await CommitAsync("one");
        _pipeline.Drop("b.json", """{"b":2}""");
        _pipeline.Drop("c.json", """{"c":1}""");
        await CommitAsync("two");
        AssertPlan(Reason.UpToDate);
    }

    private async Task CommitAsync(string tag)
    {
        await _pipeline.RunAsync();
        Git("add", "-A");
        Git("commit", "-q", "-m", tag);
        Git("tag", tag);
    }

    private void AssertPlan(Reason expected) =>
        Assert.All(_pipeline.Plan("first").Concat(_pipeline.Plan("second")), pair => Assert.Equal((pair.Key, expected), (pair.Key, pair.Value.Reason)));

    private string Git(params string[] words)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false", "-c", "advice.detachedHead=false", .. words])
        {
            WorkingDirectory = _pipeline.Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        Process? git = null;
        try
        {
            git = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("git is not here");
        }
        using (git)
        {
            var complaints = git!.StandardError.ReadToEndAsync();
            var answer = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            Assert.True(git.ExitCode == 0, complaints.Result);
            return answer;
        }
    }
}
