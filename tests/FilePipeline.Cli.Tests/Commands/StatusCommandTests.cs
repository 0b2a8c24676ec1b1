using FilePipeline.Storage;

namespace FilePipeline.Cli.Tests.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task Counts_stand_in_a_table_and_hints_beside_it()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json");
        bench.Drop("old.json", """{"do": "reject"}""");
        bench.Drop("stub.json", """{"do": "skip"}""");
        bench.Drop("README.md", "hello");
        await bench.CallAsync("run");
        bench.Drop("late.json");
        File.Delete(bench.Folder["data/inbox/b.json"]);

        var ended = await bench.CallAsync("status");

        Assert.Equal("""
            demo  12:00:00
              stage   pending  processing  completed  stale  failed  dead  skipped
              first         1           0          1      0       0     1        1  oldest 60 min, 1 orphan (results without input)
              second        0           0          2      0       0     0        0

              inbox: 4 items
              nobody is at work

            """, ended.Answer);
        Assert.Equal("""
            inbox holds 1 file that is no item (README.md); `accept` in pipeline.yaml says what is one
            see the dead letters: filepipe list state:dead
            work them off: filepipe run

            """, ended.Talk);
        Assert.Equal(0, ended.Code);
    }

    [Fact]
    public async Task It_makes_nothing_not_even_in_a_project_that_has_never_run()
    {
        using var bench = new Workbench();
        var before = bench.Folder.Files();
        var ended = await bench.CallAsync("status");
        Assert.Equal(0, ended.Code);
        Assert.Contains("inbox: not there yet; the first run makes it", ended.Answer, StringComparison.Ordinal);
        Assert.Equal(before, bench.Folder.Files());
        Assert.False(Directory.Exists(bench.Folder["data"]));
    }

    [Fact]
    public async Task JSON_has_the_same_counts_and_its_schema()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("old.json", """{"do": "reject"}""");
        await bench.CallAsync("run");

        var status = (await bench.CallAsync("status", "--json")).Json;

        Assert.Equal("filepipe.status/1", status.GetProperty("schema").GetString());
        Assert.Equal("2026-11-25T12:00:00Z", status.GetProperty("at").GetString());
        var first = status.GetProperty("stages")[0];
        Assert.Equal(1, first.GetProperty("states").GetProperty("completed").GetInt32());
        Assert.Equal(1, first.GetProperty("states").GetProperty("dead").GetInt32());
        Assert.Equal(0, first.GetProperty("states").GetProperty("stale").GetInt32());
        Assert.Equal(2, first.GetProperty("inputs").GetInt32());
    }

    [Fact]
    public async Task A_claim_of_a_worker_that_died_is_told()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Folder.Write("data/.workers/box-1-gone.json", $$"""{ "boot": "another", "host": "{{SystemVolume.Open().Machine.Host}}", "pid": 1, "started": "2026-11-25T11:00:00Z", "worker": "box-1-gone" }""");
        bench.Folder.Write("data/first/.processing/a.json", bench.Folder.Read("data/.workers/box-1-gone.json"));

        var ended = await bench.CallAsync("status");

        Assert.Contains("1 left behind by a worker that died", ended.Answer, StringComparison.Ordinal);
        Assert.Contains("box-1-gone has died; the next run takes up what it had", ended.Answer, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.CallAsync("status", "--json")).Json.GetProperty("stages")[0].GetProperty("abandoned").GetInt32());
    }

    [Fact]
    public async Task Watching_ends_when_its_reader_has_gone()
    {
        using var bench = new Workbench { Clock = TimeProvider.System };
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        Assert.Equal(141, (await bench.CallAsync(gone.Token, "status", "--watch", "--json")).Code);
    }
}
