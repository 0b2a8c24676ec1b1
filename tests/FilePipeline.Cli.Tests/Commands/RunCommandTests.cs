using System.Runtime.InteropServices;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    private const string Reject = """{"do": "reject", "code": "no_good", "message": "it is no good"}""";

    [Fact]
    public async Task The_summary_says_what_was_done_and_what_to_type_next()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json");
        bench.Drop("en/Music.json");
        bench.Drop("en/Old.json", Reject);

        var ended = await bench.CallAsync("run");

        Assert.Equal("""
            Finished in 0 ms: 4 results, 1 dead
              first  1 x no_good  en/Old  it is no good
                     see them   filepipe list state:dead stage:first
                     try again  filepipe retry stage:first
              datasets/all  train 2 rows
                not complete: first has 1 dead
            Look at one on its way: filepipe show en/Art

            """, ended.Answer);
        Assert.Equal("", ended.Talk);
        Assert.Equal(1, ended.Code);
    }

    [Fact]
    public async Task With_nothing_to_do_it_says_so_in_one_line_and_changes_nothing()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json");
        bench.Drop("en/Old.json", Reject);
        await bench.CallAsync("run");
        var before = Visible(bench);

        var ended = await bench.CallAsync("run");

        Assert.Equal("Nothing to do: 2 results are up to date, datasets/all unchanged; 1 dead or skipped (filepipe list state:dead,skipped).\n", ended.Answer);
        Assert.Equal(0, ended.Code);
        Assert.Equal(before, Visible(bench));
    }

    [Fact]
    public async Task An_empty_pipeline_says_how_to_feed_it()
    {
        using var bench = new Workbench();
        var ended = await bench.CallAsync("run");
        Assert.Equal("Nothing to do: data/inbox is empty. Put files there: cp FILE data/inbox/, or filepipe add inbox FILE\n", ended.Answer);
        Assert.Equal(0, ended.Code);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run -n")]
    public async Task A_source_with_nothing_but_other_files_is_not_called_empty(string line)
    {
        using var bench = new Workbench();
        bench.Drop("rows.csv");
        var ended = await bench.CallAsync(line.Split(' '));
        Assert.Equal("Nothing to do: data/inbox holds no items. 1 file is not taken (rows.csv): accept is *.json\n", ended.Answer);
        Assert.Equal("", ended.Talk);
    }

    [Fact]
    public async Task Files_that_were_ignored_are_told_in_one_line()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.csv");
        bench.Drop("deep/a.csv");
        Assert.Equal("inbox: 2 files are not taken (first: b.csv): accept is *.json\n", (await bench.CallAsync("run")).Talk);
        Assert.Equal("inbox: 2 files are not taken (first: b.csv): accept is *.json\n", (await bench.CallAsync("run", "-n")).Talk);
    }

    [Fact]
    public async Task A_dry_run_tells_when_only_the_dataset_is_behind()
    {
        using var bench = new Workbench { Clock = TimeProvider.System };
        bench.Drop("a.json");
        await bench.CallAsync("run");
        Assert.DoesNotContain("anew", (await bench.CallAsync("run", "-n")).Answer, StringComparison.Ordinal);
        Directory.Delete(bench.Folder["datasets/all"], recursive: true);
        var files = bench.Folder.Files();
        Assert.EndsWith("  Would make datasets/all anew\n", (await bench.CallAsync("run", "-n")).Answer, StringComparison.Ordinal);
        Assert.Equal(files, bench.Folder.Files());
    }

    [Fact]
    public async Task A_watched_run_says_that_datasets_may_be_behind()
    {
        ObeyingStage.Waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bench = new Workbench { Clock = TimeProvider.System };
        bench.Drop("a.json");
        bench.Drop("wait.json", """{"do": "wait"}""");
        var signals = bench.Signals;
        var call = bench.CallAsync("run", "--watch");
        await ObeyingStage.Waiting.Task;
        while (!File.Exists(bench.Folder["data/first/a.json"]))
            await Task.Delay(10);
        signals.Raise(PosixSignal.SIGINT);
        signals.Raise(PosixSignal.SIGINT);
        Assert.Contains("datasets/all may be behind its folders: filepipe export\n", (await call).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_throws_is_told_with_its_place()
    {
        using var bench = new Workbench(Workbench.TwoStages.Replace("attempts: 3", "attempts: 1", StringComparison.Ordinal));
        bench.Drop("a.json", """{"do": "throw"}""");
        var run = await bench.CallAsync("run");
        Assert.Matches(@"InvalidOperationException: oh, at FilePipeline\.Cli\.Tests\.ObeyingStage\.RunAsync in TestStages\.cs:\d+", run.Answer);
        Assert.Contains("mend it     the stage test.obey, and raise its version", (await bench.CallAsync("show", "a")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_down_the_line_and_changes_nothing()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json");
        var before = bench.Folder.Files();

        var ended = await bench.CallAsync("run", "-n");

        Assert.Equal("""
            Would run up to 4 results in 2 stages. Nothing was changed.
              first   2  new_input 2
              second  2  new_input 2
              Would make datasets/all anew

            """, ended.Answer);
        Assert.Equal(before, bench.Folder.Files());
    }

    [Fact]
    public async Task A_dry_run_tells_why_results_would_be_made_again()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json");
        bench.Drop("dead.json", Reject);
        await bench.CallAsync("run");
        bench.Drop("b.json", """{"x": 1}""");
        bench.Folder.Write("pipeline.yaml", Workbench.TwoStages.Replace("test.obey,", "test.obey, version: 2,", StringComparison.Ordinal));

        var ended = await bench.CallAsync("run", "--dry-run");

        Assert.Equal("""
            Would run up to 6 results in 2 stages. Nothing was changed.
              first   3  code_changed 2, input_changed 1
              second  3  upstream_changed 2, new_input 1
              A result that comes out as before stops there: what follows it is not made again.
              Would make datasets/all anew

            """, ended.Answer);
        Assert.Equal(6, (await bench.CallAsync("run", "-n", "--json")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Only_the_named_stages_run()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");

        Assert.Contains("Finished in 0 ms: 1 result\n", (await bench.CallAsync("run", "first")).Answer, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bench.Folder["data/second"]));

        Assert.Equal(0, (await bench.CallAsync("run", "first+")).Code);
        Assert.Equal(["a.json"], bench.Folder.Files("data/second").Where(file => file[0] != '.'));
    }

    [Fact]
    public async Task A_stage_that_is_not_there_is_a_mistake_with_the_nearest_name()
    {
        using var bench = new Workbench();
        var ended = await bench.CallAsync("run", "frist");
        Assert.Equal(2, ended.Code);
        Assert.Equal("error: there is no stage `frist`; did you mean `first`?\n  filepipe status shows the stages\n", ended.Talk);
        Assert.Equal("", ended.Answer);
    }

    [Fact]
    public async Task Events_are_JSON_lines_and_the_last_is_run_finished()
    {
        using var bench = new Workbench();
        bench.Drop("a\n\"b\".json");
        bench.Drop("old.json", Reject);

        var ended = await bench.CallAsync("run", "--json");

        Assert.Equal("", ended.Talk);
        Assert.All(ended.JsonLines, line => Assert.Equal("filepipe.run/1", line.GetProperty("schema").GetString()));
        Assert.Equal(["run.started", "item.completed", "item.completed", "item.dead", "export.finished", "run.finished"],
            ended.JsonLines.Select(line => line.GetProperty("event").GetString()).OrderBy(name => name switch { "run.started" => 0, "export.finished" => 2, "run.finished" => 3, _ => 1 }).ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal("run.finished", ended.JsonLines[^1].GetProperty("event").GetString());
        Assert.Equal("a\n\"b\"", ended.JsonLines.First(line => line.GetProperty("event").GetString() == "item.completed").GetProperty("key").GetString());
        Assert.Equal(1, ended.JsonLines[^1].GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task Ctrl_C_lets_running_items_go_and_says_that_the_next_run_goes_on()
    {
        ObeyingStage.Waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bench = new Workbench { Clock = TimeProvider.System };
        bench.Drop("a.json");
        bench.Drop("wait.json", """{"do": "wait"}""");
        var signals = bench.Signals;

        var call = bench.CallAsync("run");
        await ObeyingStage.Waiting.Task;
        signals.Raise(PosixSignal.SIGINT);
        signals.Raise(PosixSignal.SIGINT);
        var ended = await call;

        Assert.Equal(130, ended.Code);
        Assert.StartsWith("Stopped after ", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("The next filepipe run goes on from here", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("Stopping: running items may end", ended.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Folder.Files("data"), file => file.Contains(".processing/", StringComparison.Ordinal) || file.Contains(".failed/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_of_the_answer_that_has_gone_ends_the_run()
    {
        ObeyingStage.Waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bench = new Workbench { Clock = TimeProvider.System };
        bench.Drop("a.json");
        using var gone = new CancellationTokenSource();
        var call = bench.CallAsync(gone.Token, "run", "--watch", "--json");
        while (!Directory.Exists(bench.Folder["data/second/.ledger"]))
            await Task.Delay(10);
        await gone.CancelAsync();
        Assert.Equal(141, (await call).Code);
    }

    [Fact]
    public async Task A_paused_stage_with_work_left_is_exit_code_5()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Folder.Write("data/second/.paused", "");

        var ended = await bench.CallAsync("run");

        Assert.Equal(5, ended.Code);
        Assert.Contains("  second  is paused with work left: rm data/second/.paused\n", ended.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_of_the_machine_is_exit_code_3_with_path_and_advice()
    {
        using var bench = new Workbench();
        bench.Folder.Write("data", "a file where the folder should be");
        var ended = await bench.CallAsync("run");
        Assert.Equal(3, ended.Code);
        Assert.Contains(bench.Folder["data"], ended.Talk, StringComparison.Ordinal);
        Assert.Contains("something else has that name: move it away", ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_stops_the_run_burns_no_attempt_and_says_what_to_do()
    {
        var disk = new SimulatedDisk();
        var volume = disk.NewProcess();
        using var bench = new Workbench(Workbench.TwoStages.Replace("exports:", "x-exports:", StringComparison.Ordinal)) { OpenVolume = () => volume };
        disk.Write($"{bench.Folder["data"]}/inbox/a.json", "{}");
        volume.Before = operation =>
        {
            if (operation.Verb == nameof(IVolume.TryWriteNew) && operation.Path.Contains("/.tmp/", StringComparison.Ordinal))
                throw new VolumeException("write", operation.Path, VolumeFault.NoSpace, "no space left on the disk");
        };

        var ended = await bench.CallAsync("run");

        Assert.Equal(3, ended.Code);
        Assert.StartsWith("Stopped by the machine after 0 ms: 0 results. The next filepipe run goes on from here\n", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("no space left on the disk", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("make room on that disk (df -h shows it) and type the same again; nothing is lost", ended.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain(disk.Files(bench.Folder["data"]), file => file.Contains(".failed/", StringComparison.Ordinal) || file.Contains(".dead/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trouble_with_the_dataset_does_not_hide_what_the_run_has_done()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Folder.Write("datasets", "a file where the folder should be");
        var ended = await bench.CallAsync("run");
        Assert.Equal(3, ended.Code);
        Assert.StartsWith("Stopped by the machine after 0 ms: 2 results", ended.Answer, StringComparison.Ordinal);
        Assert.Contains(bench.Folder["datasets"], ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_clone_takes_its_results_as_they_are_and_notices_changes_from_then_on()
    {
        using var bench = new Workbench();
        bench.Drop("a.json", "{\"a\":1}");
        await bench.CallAsync("run");
        foreach (var stage in Directory.GetDirectories(bench.Folder["data"]).Where(stage => Directory.Exists(stage + "/.ledger")))
            Directory.Delete(stage + "/.ledger", recursive: true);

        var first = await bench.CallAsync("run");
        Assert.Contains("had no record here", first.Talk, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to do", first.Answer, StringComparison.Ordinal);
        bench.Drop("a.json", "{\"a\":22}");
        var second = await bench.CallAsync("run");

        Assert.DoesNotContain("had no record here", second.Talk, StringComparison.Ordinal);
        Assert.StartsWith("Finished", second.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_pipeline_is_exit_code_2_with_all_that_is_wrong()
    {
        using var bench = new Workbench("name: x\nstages:\n  a: { from: nowhere, uses: json.cpy }\n");
        var ended = await bench.CallAsync("run");
        Assert.Equal(2, ended.Code);
        Assert.Contains("error[FP2001]", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("error[FP2007]", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("--> pipeline.yaml:3", ended.Talk, StringComparison.Ordinal);
        Assert.Equal("", ended.Answer);
    }

    [Fact]
    public async Task The_pipeline_of_a_folder_above_is_found()
    {
        using var bench = new Workbench { Below = "data/inbox/en" };
        bench.Drop("en/a.json");
        Assert.Equal(0, (await bench.CallAsync("run")).Code);
        Assert.Contains("data/second/en/a.json", bench.Folder.Files());
    }

    [Fact]
    public async Task A_folder_does_for_the_file_in_it()
    {
        using var bench = new Workbench { Below = "elsewhere" };
        Directory.CreateDirectory(bench.Folder["elsewhere"]);
        bench.Drop("a.json");
        var ended = await bench.CallAsync("-f", "..", "run");
        Assert.Equal(0, ended.Code);
        Assert.Contains("  ../datasets/all  train 1 row\n", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("../datasets/all unchanged", (await bench.CallAsync("run", "-f", "../pipeline.yaml")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_pipeline_it_says_how_to_get_one()
    {
        using var bench = new Workbench(pipeline: null);
        var ended = await bench.CallAsync("run");
        Assert.Equal(2, ended.Code);
        Assert.Contains("filepipe init", ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_was_removed_is_made_again_though_nothing_was_to_be_done()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        await bench.CallAsync("run");
        Directory.Delete(bench.Folder["datasets/all"], recursive: true);

        var ended = await bench.CallAsync("run");

        Assert.Contains("  datasets/all  train 1 row\n", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("datasets/all/manifest.json", bench.Folder.Files());
    }

    [Fact]
    public async Task A_result_that_a_hand_has_removed_leaves_the_dataset_with_the_next_run()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json");
        await bench.CallAsync("run");
        foreach (var file in (string[])["data/inbox/b.json", "data/first/b.json", "data/second/b.json"])
            File.Delete(bench.Folder[file]);

        Assert.Contains("  datasets/all  train 1 row\n", (await bench.CallAsync("run")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_is_not_read_again_while_nothing_can_have_changed()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json");
        await bench.CallAsync("run");
        // A second export begins after everything it reads was written, by any clock.
        await bench.CallAsync("export");
        await bench.CallAsync("export");
        var row = bench.Folder.Files("datasets/all/data").Single();
        File.WriteAllText(bench.Folder[$"datasets/all/data/{row}"], "whoever reads it would notice");

        Assert.Contains("datasets/all unchanged", (await bench.CallAsync("run")).Answer, StringComparison.Ordinal);
        Assert.Equal("whoever reads it would notice", bench.Folder.Read($"datasets/all/data/{row}"));

        File.SetLastWriteTimeUtc(bench.Folder["data/first/a.json"], DateTime.UtcNow.AddMinutes(1));
        await bench.CallAsync("run");
        Assert.NotEqual("whoever reads it would notice", bench.Folder.Read($"datasets/all/data/{row}"));
    }

    /// <summary>Everything but the ledgers, which a run opens anew.</summary>
    private static List<(string, DateTime)> Visible(Workbench bench) =>
        [.. bench.Folder.Files().Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal) && !file.StartsWith(".filepipe/", StringComparison.Ordinal)).Select(file => (file, File.GetLastWriteTimeUtc(bench.Folder[file])))];
}
