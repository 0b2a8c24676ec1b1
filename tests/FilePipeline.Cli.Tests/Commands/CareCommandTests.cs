namespace FilePipeline.Cli.Tests.Commands;

/// <summary>The commands by which people put things right.</summary>
public sealed class CareCommandTests
{
    private const string Version2 = """
        name: demo
        sources: { inbox: {} }
        stages:
          first: { from: inbox, uses: test.obey, concurrency: 1, version: 2 }
          second: { from: first, uses: json.copy, concurrency: 1 }

        """;

    [Fact]
    public async Task Accepted_results_are_kept_and_status_says_so()
    {
        using var bench = await RunAsync("a.json", "b.json");
        bench.Folder.Write("pipeline.yaml", Version2);

        Assert.Equal("  first  stale  code_changed  2  a, b\nNothing was changed.\n", (await bench.CallAsync("accept", "first", "-n")).Answer);
        var ended = await bench.CallAsync("accept", "first", "key:a");
        Assert.Equal("  first  stale  code_changed  1  a\n1 result of first counts as today's; filepipe rerun first makes them again after all\n", ended.Answer);

        Assert.Equal(["first\ta\tcompleted\taccepted", "first\tb\tstale\tcode_changed"],
            (await bench.CallAsync("list", "stage:first")).Lines.Select(line => string.Join('\t', line.Split('\t')[..4])));
        Assert.Contains("1 accepted", (await bench.CallAsync("status")).Answer, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.CallAsync("accept", "first", "--json")).Json.GetProperty("done").GetInt32());
        Assert.Equal("Nothing to accept: no stale results in first.\n", (await bench.CallAsync("accept", "first")).Answer);
        Assert.Equal(0, (await bench.CallAsync("fsck")).Code);
    }

    [Fact]
    public async Task Rerun_makes_only_what_is_named_again()
    {
        using var bench = await RunAsync("a.json", "b.json");
        bench.Drop("new.json");
        var ended = await bench.CallAsync("rerun", "first", "key:a", "--json");
        Assert.Equal(["a forced"], ended.JsonLines.Where(line => line.GetProperty("event").GetString() == "item.completed")
            .Select(line => $"{line.GetProperty("key").GetString()} {line.GetProperty("reason").GetString()}"));
        Assert.False(File.Exists(bench.Folder["data/first/new.json"]));
        Assert.Equal(2, (await bench.CallAsync("rerun", "nothing")).Code);
    }

    [Fact]
    public async Task Skipped_items_have_a_record_with_the_reason_and_stay_so()
    {
        using var bench = await RunAsync("a.json");
        bench.Drop("b.json", """{"do": "reject"}""");
        bench.Drop("c.json");
        await bench.CallAsync("run", "-n");
        Assert.Equal(2, (await bench.CallAsync("skip", "key:c")).Code); // without a reason
        var ended = await bench.CallAsync("skip", "key:c", "--reason", "not an article");
        Assert.Equal("  first  pending  new_input  1  c\n1 item skipped; to take one up again, remove its record in .skipped\n", ended.Answer);
        await bench.CallAsync("run");
        Assert.False(File.Exists(bench.Folder["data/first/c.json"]));
        Assert.Contains("not an article", (await bench.CallAsync("show", "c")).Answer, StringComparison.Ordinal);
        Assert.Contains("skipped_by_hand", (await bench.CallAsync("list", "key:c")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_stage_begins_nothing_until_it_is_resumed()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        Assert.Equal("first  paused\nsecond  paused\n", (await bench.CallAsync("pause")).Answer);
        Assert.Equal("first  was paused already\n", (await bench.CallAsync("pause", "first")).Answer);
        Assert.Contains("paused", (await bench.CallAsync("status")).Answer, StringComparison.Ordinal);
        await bench.CallAsync("run");
        Assert.False(File.Exists(bench.Folder["data/first/a.json"]));
        Assert.Equal("first", (await bench.CallAsync("resume", "first", "--json")).Json.GetProperty("changed")[0].GetString());
        await bench.CallAsync("run");
        Assert.True(File.Exists(bench.Folder["data/first/a.json"]));
        Assert.False(File.Exists(bench.Folder["data/second/a.json"]));
    }

    [Fact]
    public async Task Orphans_are_listed_and_pruned()
    {
        using var bench = await RunAsync("a.json", "b.json");
        File.Delete(bench.Folder["data/inbox/b.json"]);
        Assert.Equal("first\tb", string.Join('\t', (await bench.CallAsync("list", "state:orphaned")).Answer.Split('\t')[..2]));
        Assert.Equal("  first  results  1  b\n  second  results  1  b\nNothing was changed.\n", (await bench.CallAsync("prune", "-n")).Answer);
        Assert.Equal("  first  results  1  b\n  second  results  1  b\n2 removed; what they were stays in the ledgers\n", (await bench.CallAsync("prune")).Answer);
        Assert.Equal("Nothing to prune: every result and record has its input.\n", (await bench.CallAsync("prune")).Answer);
        Assert.Equal(["a.json"], bench.Folder.Files("data/second").Where(file => file[0] != '.'));
    }

    [Fact]
    public async Task Many_are_not_pruned_by_a_script_that_did_not_say_yes()
    {
        using var bench = await RunAsync([.. Enumerable.Range(0, 11).Select(number => $"{number:00}.json"), "stays.json"]);
        foreach (var number in Enumerable.Range(0, 11))
            File.Delete(bench.Folder[$"data/inbox/{number:00}.json"]);
        var ended = await bench.CallAsync("prune");
        Assert.Equal(2, ended.Code);
        Assert.Contains("filepipe prune --yes", ended.Talk, StringComparison.Ordinal);
        Assert.Equal(22, (await bench.CallAsync("prune", "--yes", "--json")).Json.GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task Fsck_proves_that_all_is_there_and_mends_what_is_safe()
    {
        using var bench = await RunAsync("a.json", "b.json");
        var sound = await bench.CallAsync("fsck");
        Assert.Equal("""
              first   2 inputs  = 2 completed
              second  2 inputs  = 2 completed
            Sound: 4 results read, every item accounted for.

            """, sound.Answer);
        Assert.Equal(0, sound.Code);

        bench.Folder.Write("data/first/.tmp/nobody/1.json", "{");
        var found = await bench.CallAsync("fsck");
        Assert.Equal(1, found.Code);
        Assert.Contains("  wrong  first  1 temporary_of_nobody: unfinished files that nobody writes\n           data/first/.tmp/nobody  no living worker writes it\n", found.Answer, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.CallAsync("fsck", "--repair", "-n")).Code);
        Assert.False((await bench.CallAsync("fsck", "--json")).Json.GetProperty("sound").GetBoolean());

        var mended = await bench.CallAsync("fsck", "--repair");
        Assert.Equal(0, mended.Code);
        Assert.Contains("  to mend: remove what nobody writes any more (1)\n1 of 1 mended.\nSound: ", mended.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_tells_what_changed_between_two_folders()
    {
        using var bench = await RunAsync("a.json");
        bench.Folder.Write("data/second/a.json", """{"added": 1}""");
        var ended = await bench.CallAsync("diff", "a");
        Assert.Equal("+ added: 1\n", ended.Answer);
        Assert.Equal("a  first → second: 1 difference\n", ended.Talk);
        Assert.Equal("- added: 1\n", (await bench.CallAsync("diff", "a", "second", "inbox")).Answer);
        Assert.Equal("added", (await bench.CallAsync("diff", "a", "second", "--json")).Json.GetProperty("changes")[0].GetProperty("kind").GetString());
        Assert.Equal(2, (await bench.CallAsync("diff", "a", "nowhere", "first")).Code);
    }

    [Fact]
    public async Task A_run_that_makes_much_again_says_so_before_it_begins()
    {
        using var bench = await RunAsync([.. Enumerable.Range(0, 21).Select(number => $"{number:00}.json")]);
        bench.Folder.Write("pipeline.yaml", Version2);
        Assert.Equal("first: 21 results will be made again (code_changed 21); to keep them, stop and type: filepipe accept first\n", (await bench.CallAsync("run")).Talk);
        Assert.Equal("", (await bench.CallAsync("run")).Talk);
    }

    private static async Task<Workbench> RunAsync(params string[] names)
    {
        var bench = new Workbench();
        foreach (var name in names)
            bench.Drop(name);
        await bench.CallAsync("run");
        return bench;
    }
}
