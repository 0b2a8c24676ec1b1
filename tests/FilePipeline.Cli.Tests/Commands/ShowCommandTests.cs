namespace FilePipeline.Cli.Tests.Commands;

public sealed class ShowCommandTests
{
    private static readonly string[] Ways = ["en/Art", "en/Art.json", "data/inbox/en/Art.json", "data/second/en/Art.json", "./data/first/en/Art.json"];

    [Fact]
    public async Task A_completed_item_is_a_line_for_each_folder_and_its_row()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json", """{"title": "Art", "chunks": [{"type": "text"}, {"type": "text"}, {"type": "image"}], "n": 7}""");
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("show", "en/Art");

        Assert.Equal("""
            en/Art  completed 2 of 2 stages
                inbox      11:00:00                    91 B  en/Art.json
             1  first   ✔  12:00:00  0 ms  new_input  152 B  n=7 title="Art" chunks=[2 text, 1 image]
             2  second  ✔  12:00:00  0 ms  new_input  152 B  n=7 title="Art" chunks=[2 text, 1 image]
                datasets/all  train

            """, ended.Answer);
    }

    [Fact]
    public async Task A_dead_item_says_why_and_what_to_do()
    {
        using var bench = new Workbench();
        bench.Drop("it's.json", """{"do": "reject", "message": "line one\nline two"}""");
        await bench.CallAsync("run");

        var ended = await bench.CallAsync("show", "it's");

        Assert.Equal("""
            it's  completed 0 of 2 stages, dead in first
                inbox      11:00:00  49 B  it's.json
             1  first   ✘  12:00:00        dead after 1 attempt: no_good
                  line one\nline two
                  mend it     'data/inbox/it'\''s.json', and it is taken up again
                  try again   filepipe retry 'key:it'\''s'
             2  second  …                  waits for first

            """, ended.Answer);
    }

    [Fact]
    public async Task A_stale_result_says_why_and_what_stood_there_before()
    {
        using var bench = new Workbench();
        bench.Drop("a.json", """{"n": 1}""");
        await bench.CallAsync("run");
        bench.Drop("a.json", """{"n": 22}""");
        await bench.CallAsync("run", "first");
        bench.Drop("a.json", """{"n": 333}""");

        var answer = (await bench.CallAsync("show", "a")).Answer;

        Assert.Contains("completed 0 of 2 stages, stale in first", answer, StringComparison.Ordinal);
        Assert.Contains("stale: will run: the input has changed", answer, StringComparison.Ordinal);
        Assert.Contains("stale: will run: the stage before has made another result", answer, StringComparison.Ordinal);
        Assert.Contains("before  12:00:00  0 ms  new_input  ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_path_of_the_item_does_for_its_key()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json");
        await bench.CallAsync("run");
        foreach (var way in Ways)
            Assert.StartsWith("en/Art  completed", (await bench.CallAsync("show", way)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_can_be_named_by_its_own_path()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json", """{"do": "reject"}""");
        await bench.CallAsync("run");
        Assert.StartsWith("en/Art  completed 0", (await bench.CallAsync("show", "data/first/.dead/en/Art.json")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_there_brings_up_the_nearest()
    {
        using var bench = new Workbench();
        bench.Drop("en/Art.json");
        bench.Drop("en/Music.json");
        var ended = await bench.CallAsync("show", "en/Musik");
        Assert.Equal(1, ended.Code);
        Assert.Equal("error: there is no item `en/Musik`\n  filepipe show en/Music\n", ended.Talk);
    }

    [Fact]
    public async Task JSON_has_the_record_and_the_history()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json", """{"do": "reject"}""");
        await bench.CallAsync("run");

        var a = (await bench.CallAsync("show", "a", "--json")).Json;
        Assert.Equal("filepipe.show/1", a.GetProperty("schema").GetString());
        Assert.Equal("new_input", a.GetProperty("stages")[0].GetProperty("made").GetProperty("reason").GetString());
        Assert.Equal(1, a.GetProperty("stages")[1].GetProperty("history").GetArrayLength());
        Assert.Equal("train", a.GetProperty("datasets")[0].GetProperty("split").GetString());
        var b = (await bench.CallAsync("show", "b", "--json")).Json;
        Assert.Equal("no_good", b.GetProperty("stages")[0].GetProperty("record").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("orphaned", b.GetProperty("stages")[1].GetProperty("state").GetString());
    }
}
