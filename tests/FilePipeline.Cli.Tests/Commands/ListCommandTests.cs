using FilePipeline.Cli.Output;

namespace FilePipeline.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    private const string Reject = """{"do": "reject", "code": "no_good", "message": "it is\nno good"}""";

    [Fact]
    public async Task In_a_pipe_each_item_is_one_line_with_tabs()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json");
        bench.Drop("en/Old.json", Reject);
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("list", "state:dead");

        Assert.Equal("first\ten/Old\tdead\tdead\t1\t2026-11-25T12:00:00Z\tno_good\tit is …\n", ended.Answer);
        Assert.Equal("", ended.Talk);
        Assert.Equal(3, (await bench.CallAsync("list")).Lines.Count);
        Assert.Equal(["first", "second"], (await bench.CallAsync("list", "key:en/A*")).Lines.Select(line => line.Split('\t')[0]));
        Assert.Single((await bench.CallAsync("list", "--limit", "1")).Lines);
    }

    [Fact]
    public async Task On_a_terminal_it_is_a_table_as_wide_as_the_terminal()
    {
        using var bench = new Workbench { Traits = new() { AnswerIsTerminal = true, TalkIsTerminal = true, Width = 72 } };
        bench.Drop("和紙.json", Reject);
        bench.Drop("en/Old.json", Reject);
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("list", "state:dead");

        Assert.Equal("""
            stage  key     state  reason  attempts  since     error
            first  和紙    dead   dead           1  12:00:00  no_good: it is …
            first  en/Old  dead   dead           1  12:00:00  no_good: it is …

            """, ended.Answer);
        Assert.Equal("2 items\n", ended.Talk);
        Assert.All((await bench.CallAsync("list", "state:dead")).Lines, line => Assert.InRange(Shown.Width(line), 1, 72));
    }

    [Fact]
    public async Task JSON_has_the_key_as_it_is_and_text_has_it_escaped()
    {
        using var bench = new Workbench();
        bench.Drop("a\n\e[31mb.json");

        Assert.Equal("a\n\e[31mb", (await bench.CallAsync("list", "--json")).Json.GetProperty("items")[0].GetProperty("key").GetString());
        var ended = await bench.CallAsync("list");
        Assert.StartsWith("""first""" + "\t" + """a\n\u001b[31mb""" + "\t", ended.Answer, StringComparison.Ordinal);
        Assert.Single(ended.Lines);
    }

    [Fact]
    public async Task An_orphan_is_a_result_whose_input_is_gone()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        await bench.CallAsync("run");
        File.Delete(bench.Folder["data/inbox/a.json"]);
        var line = Assert.Single((await bench.CallAsync("list", "state:orphaned")).Lines);
        Assert.StartsWith("first\ta\torphaned\tno_input\t", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_filter_is_told_where_it_stands()
    {
        using var bench = new Workbench();
        var ended = await bench.CallAsync("list", "stat:dead", "state:deda", "stage:frist", "attempts:many", "age:>5");
        Assert.Equal(2, ended.Code);
        Assert.Equal("""
            error: there is no field `stat`; did you mean `state`?
              stat:dead state:deda stage:frist attempts:many age:>5
              ^^^^
            error: there is no state `deda`; did you mean `dead`?
              stat:dead state:deda stage:frist attempts:many age:>5
                              ^^^^
            error: there is no stage `frist`; did you mean `first`?
              stat:dead state:deda stage:frist attempts:many age:>5
                                         ^^^^^
            error: `many` is no number of attempts; write attempts:3 or attempts:>=3
              stat:dead state:deda stage:frist attempts:many age:>5
                                                        ^^^^
            error: `>5` is no age; add a unit: 5s, as age:>1h
              stat:dead state:deda stage:frist attempts:many age:>5
                                                                 ^^
            error: the filter cannot be read
              fields are state stage key error reason attempts age, as
              state:failed stage:pages error:http_404 'key:en/*' 'attempts:>=3' 'age:>1h'

            """, ended.Talk);
    }
}
