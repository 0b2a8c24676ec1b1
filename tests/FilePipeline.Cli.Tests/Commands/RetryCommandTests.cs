namespace FilePipeline.Cli.Tests.Commands;

public sealed class RetryCommandTests
{
    private const string Reject = """{"do": "reject"}""";

    [Fact]
    public async Task Dead_items_are_pending_again_and_the_others_stay()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json", Reject);
        bench.Drop("en/c.json", Reject);
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("retry", "key:en/*");

        Assert.Equal("  first  1 dead  no_good  en/c\n1 item will be tried again: filepipe run\n", ended.Answer);
        Assert.Equal(0, ended.Code);
        Assert.Equal(["b.json"], bench.Folder.Files("data/first/.dead"));
        Assert.Equal(["a.json"], bench.Folder.Files("data/first").Where(file => file[0] != '.'));
        Assert.Empty(bench.Folder.Files("data/.workers"));
        Assert.Empty(bench.Folder.Files("data/first/.processing"));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        using var bench = new Workbench();
        bench.Drop("b.json", Reject);
        await bench.CallAsync("run");
        var before = bench.Folder.Files();
        Assert.Equal("  first  1 dead  no_good  b\nNothing was changed.\n", (await bench.CallAsync("retry", "-n")).Answer);
        Assert.Equal(before, bench.Folder.Files());
    }

    [Fact]
    public async Task Many_are_not_requeued_by_a_script_that_did_not_say_yes()
    {
        using var bench = new Workbench();
        for (var i = 0; i < 25; i++)
            bench.Drop($"{i:00}.json", Reject);
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("retry", "stage:first");
        Assert.Equal(2, ended.Code);
        Assert.Equal("  first  25 dead  no_good  00, 01, 02, 03, 04, …\n", ended.Answer);
        Assert.Contains("filepipe retry stage:first --yes", ended.Talk, StringComparison.Ordinal);
        Assert.Equal(25, bench.Folder.Files("data/first/.dead").Count);

        Assert.Equal(25, (await bench.CallAsync("retry", "--yes", "--json")).Json.GetProperty("requeued").GetInt32());
        Assert.Empty(bench.Folder.Files("data/first/.dead"));
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("\n", 2)]
    [InlineData("", 2)]
    public async Task On_a_terminal_it_asks(string reply, int code)
    {
        using var bench = new Workbench { Traits = new() { TalkIsTerminal = true }, InputIsTerminal = true, Input = reply };
        for (var i = 0; i < 21; i++)
            bench.Drop($"{i:00}.json", Reject);
        await bench.CallAsync("run");
        var ended = await bench.CallAsync("retry");
        Assert.Equal(code, ended.Code);
        Assert.Contains("Try 21 items again? [y/N] ", ended.Talk, StringComparison.Ordinal);
        Assert.Equal(code == 0 ? 0 : 21, bench.Folder.Files("data/first/.dead").Count);
    }

    [Fact]
    public async Task An_item_in_work_is_left_alone()
    {
        using var bench = new Workbench();
        bench.Drop("b.json", Reject);
        await bench.CallAsync("run");
        // claimed between the preview and the requeueing: the plan still shows it as dead when only the claim of another stage is listed
        var requeue = new Running.Requeue(Storage.SystemVolume.Open(), new() { Name = "demo", Root = bench.Folder.Path, Data = bench.Folder["data"] }, bench.Clock, new Random(1));
        bench.Folder.Write("data/first/.processing/b.json", "{}");

        var result = requeue.Run([("first", ItemKey.Parse("b")), ("first", ItemKey.Parse("nobody"))]);

        Assert.Equal((0, 1), (result.Requeued, result.Gone));
        Assert.Equal(("first", ItemKey.Parse("b")), Assert.Single(result.Claimed));
        Assert.Equal(["b.json"], bench.Folder.Files("data/first/.dead"));
    }

    [Fact]
    public async Task With_nothing_to_retry_it_says_so()
    {
        using var bench = new Workbench();
        Assert.Equal("Nothing to retry: no failed or dead items that match.\n", (await bench.CallAsync("retry", "state:dead")).Answer);
    }
}
