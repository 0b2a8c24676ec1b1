using FilePipeline.Planning;

namespace FilePipeline.Cli.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task A_stage_is_explained_by_its_reasons()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json", """{"do": "reject"}""");
        await bench.CallAsync("run");
        bench.Drop("c.json");

        var ended = await bench.CallAsync("explain", "first");

        Assert.Equal("""
            first  test.obey, version 1, reads inbox
              1  new_input   will run: new here                                                                 as c
              1  up_to_date  up to date: made of today's input by today's code                                  as a
              1  dead        dead: given up, until the input or the stage is mended or filepipe retry is typed  as b

            """, ended.Answer);
    }

    [Fact]
    public async Task An_item_is_explained_stage_by_stage()
    {
        using var bench = new Workbench();
        bench.Drop("b.json", """{"do": "reject"}""");
        await bench.CallAsync("run");
        Assert.Equal("""
            b
              first   dead after 1 attempt: no_good: it is no good
              second  waits: not in first yet

            """, (await bench.CallAsync("explain", "b")).Answer);
    }

    [Fact]
    public async Task Codes_are_explained_without_a_pipeline()
    {
        using var bench = new Workbench(pipeline: null);
        Assert.StartsWith("FP1003: an unknown key\n", (await bench.CallAsync("explain", "fp1003")).Answer, StringComparison.Ordinal);
        Assert.StartsWith("poison: Three workers died", (await bench.CallAsync("explain", "poison")).Answer, StringComparison.Ordinal);
        Assert.StartsWith("poison: Three workers died", (await bench.CallAsync("help", "poison")).Answer, StringComparison.Ordinal);
        foreach (var reason in Enum.GetValues<Reason>())
            Assert.Equal(0, (await bench.CallAsync("explain", reason.Name())).Code);
    }

    [Fact]
    public async Task A_failed_item_says_when_it_is_tried_again()
    {
        using var bench = new Workbench { Clock = TimeProvider.System };
        bench.Drop("a.json", """{"do": "fail"}""");
        var signals = bench.Signals;
        var call = bench.CallAsync("run");
        while (!File.Exists(bench.Folder["data/first/.failed/a.json"]))
            await Task.Delay(10);
        signals.Raise(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(143, (await call).Code);

        Assert.Contains("  first   waits: attempt 1 of 3 failed (busy: come back later); next try ", (await bench.CallAsync("explain", "a")).Answer, StringComparison.Ordinal);
        Assert.Contains("failed 1 time: busy", (await bench.CallAsync("show", "a")).Answer, StringComparison.Ordinal);
    }
}
