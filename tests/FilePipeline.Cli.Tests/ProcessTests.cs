using System.Diagnostics;
using System.Text.Json;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests;

/// <summary>The program as a process of its own: what only the operating system can show.</summary>
public sealed class ProcessTests
{
    private const string Pipeline = "name: demo\nsources: { inbox: { settle: 0s } }\nstages:\n  copy: { from: inbox, uses: json.copy }\n";

    [Fact]
    public void Exit_code_and_outputs_reach_the_shell()
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        folder.Write("data/inbox/a.json", "{}");
        folder.Write("data/inbox/b.json", "not json");
        var (code, answer, _) = Shell(folder, "$F run --json");
        Assert.Equal(1, code);
        Assert.Equal("run.finished", JsonDocument.Parse(answer.TrimEnd().Split('\n')[^1]).RootElement.GetProperty("event").GetString());
        Assert.Equal(0, Shell(folder, "$F run").Code);
        Assert.Equal(2, Shell(folder, "$F rnu").Code);
    }

    [Fact]
    public void A_pipe_that_closes_early_is_no_error()
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        for (var i = 0; i < 3_000; i++)
            folder.Write($"data/inbox/an-item-with-a-rather-long-name-that-fills-pipes-{i}.json", "{}");
        var (_, answer, talk) = Shell(folder, "$F list | head -1; echo ${PIPESTATUS[0]}");
        Assert.Equal("", talk);
        Assert.Equal("141", answer.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public void A_disk_without_room_for_the_answer_is_trouble_of_the_machine()
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        var (code, _, talk) = Shell(folder, "$F status > /dev/full");
        Assert.Equal(3, code);
        Assert.StartsWith("error: cannot write the answer: ", talk, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", talk, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_of_several_calls_follow_each_other_in_one_file()
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        var (code, _, _) = Shell(folder, "{ $F check; $F graph; } > out.txt 2>&1");
        Assert.Equal(0, code);
        Assert.StartsWith("pipeline.yaml is valid: 1 source, 1 stage, 0 exports\n", folder.Read("out.txt"), StringComparison.Ordinal);
        Assert.Contains("└─ copy", folder.Read("out.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_a_watching_run_politely(string signal, int code)
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", Pipeline);
        folder.Write("data/inbox/a.json", "{}");
        // A background job of a script ignores Ctrl-C, which is why python starts it.
        var (ended, answer, talk) = Shell(folder, $"""
            exec python3 - <<'END'
            import os, signal, subprocess, sys, time
            run = subprocess.Popen(["dotnet", os.environ["DLL"], "run", "--watch"], stdout=subprocess.PIPE, text=True)
            while not os.path.exists("data/copy/a.json"):
                time.sleep(0.02)
            run.send_signal(signal.SIG{signal})
            print(run.communicate()[0], end="")
            sys.exit(run.returncode)
            END
            """);
        Assert.Equal(code, ended);
        Assert.StartsWith("Stopped after ", answer, StringComparison.Ordinal);
        Assert.StartsWith("Stopping: ", talk, StringComparison.Ordinal);
        Assert.Empty(folder.Files("data/.workers"));
    }

    private static (int Code, string Answer, string Talk) Shell(TempFolder folder, string script)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "filepipe.dll");
        var start = new ProcessStartInfo("bash", ["-c", script.Replace("$F", $"dotnet '{dll}'", StringComparison.Ordinal)])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DLL"] = dll },
        };
        using var process = Process.Start(start)!;
        var talk = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, answer, talk.Result);
    }
}
