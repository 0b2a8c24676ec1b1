namespace FilePipeline.Cli.Tests.Commands;

/// <summary>init, check, graph, schema, export, help, and what is typed wrongly.</summary>
public sealed class ProjectCommandTests
{
    [Theory]
    [InlineData("wikipedia")]
    [InlineData("empty")]
    public async Task A_new_project_is_valid_and_runs_at_once(string template)
    {
        using var bench = new Workbench(pipeline: null) { Clock = TimeProvider.System };
        Assert.Equal(0, (await bench.CallAsync("init", "demo", "--template", template)).Code);
        bench.Below = "demo";
        var check = await bench.CallAsync("check");
        Assert.Equal(0, check.Code);
        Assert.StartsWith("pipeline.yaml is valid: 1 source, ", check.Answer, StringComparison.Ordinal);
        Assert.Contains("name: demo\n", bench.Folder.Read("demo/pipeline.yaml"), StringComparison.Ordinal);
        Assert.Contains(".ledger/\n", bench.Folder.Read("demo/.gitignore"), StringComparison.Ordinal);

        var run = await bench.CallAsync("run");

        Assert.Equal(0, run.Code);
        if (template == "wikipedia")
        {
            Assert.Contains("4 results", run.Answer, StringComparison.Ordinal);
            Assert.Contains("demo/data/stats/en/Kettle.json", bench.Folder.Files());
            Assert.Contains("demo/datasets/articles/manifest.json", bench.Folder.Files());
        }
    }

    [Fact]
    public async Task A_new_project_overwrites_nothing()
    {
        using var bench = new Workbench(pipeline: null);
        bench.Folder.Write("README.md", "mine");
        Assert.Equal(0, (await bench.CallAsync("init")).Code);
        Assert.Equal("mine", bench.Folder.Read("README.md"));
        var again = await bench.CallAsync("init");
        Assert.Equal(2, again.Code);
        Assert.Contains("there is a pipeline.yaml already", again.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "error[FP2001]")]
    [InlineData("json", "\"code\": \"FP2001\"")]
    [InlineData("github", "::error file=pipeline.yaml,line=3,")]
    public async Task Check_tells_what_is_wrong_in_three_formats(string format, string expected)
    {
        using var bench = new Workbench("name: x\nstages:\n  a: { from: nowhere, uses: json.copy }\n");
        var ended = await bench.CallAsync("check", "--format", format);
        Assert.Equal(2, ended.Code);
        Assert.Contains(expected, ended.Answer, StringComparison.Ordinal);
        Assert.Equal("", ended.Talk);
    }

    [Theory]
    [InlineData("ascii", "└─ first")]
    [InlineData("mermaid", "flowchart")]
    [InlineData("dot", "digraph")]
    public async Task The_graph_is_drawn_in_three_formats(string format, string expected)
    {
        using var bench = new Workbench();
        Assert.Contains(expected, (await bench.CallAsync("graph", "--format", format)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_a_JSON_Schema()
    {
        using var bench = new Workbench(pipeline: null);
        Assert.Contains("json-schema.org", (await bench.CallAsync("schema")).Json.GetProperty("$schema").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_tells_its_rows_and_what_its_folders_lack()
    {
        using var bench = new Workbench();
        bench.Drop("a.json");
        bench.Drop("b.json", """{"do": "reject"}""");
        await bench.CallAsync("run", "first", "second");

        Assert.Equal("datasets/all  train 1 row  unchanged\n", (await bench.CallAsync("export")).Answer);
        Assert.Contains("\"state\": \"dead\"", bench.Folder.Read("datasets/all/manifest.json"), StringComparison.Ordinal);
        var json = (await bench.CallAsync("export", "all", "--json")).Json;
        Assert.Equal(1, json.GetProperty("exports")[0].GetProperty("rows").GetInt32());
        Assert.Contains("did you mean `all`?", (await bench.CallAsync("export", "al")).Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rnu", "there is no command `rnu`; did you mean `run`?")]
    [InlineData("run --wacth", "there is no option `--wacth`; did you mean `--watch`?")]
    [InlineData("status --jsno", "there is no option `--jsno`; did you mean `--json`?")]
    [InlineData("status now", "`status` does not take `now`")]
    [InlineData("--flie x run", "there is no option `--flie`; did you mean `--file`?")]
    [InlineData("show", "Required argument missing for command: 'show'")]
    [InlineData("check --format xml", "")]
    [InlineData("help rnu", "there is no command and no code `rnu`; did you mean `run`?")]
    [InlineData("list --limit -1", "")]
    public async Task Wrong_usage_is_exit_code_2_with_the_nearest_word(string line, string problem)
    {
        using var bench = new Workbench();
        var ended = await bench.CallAsync(line.Split(' '));
        Assert.Equal(2, ended.Code);
        Assert.StartsWith("error: " + problem, ended.Talk, StringComparison.Ordinal);
        Assert.Equal("", ended.Answer);
    }

    [Fact]
    public async Task Help_lists_every_command_and_every_command_has_help()
    {
        using var bench = new Workbench(pipeline: null);
        var all = await bench.CallAsync("help");
        Assert.Equal(all, await bench.CallAsync());
        Assert.Equal(all, await bench.CallAsync("--help"));
        foreach (var name in (string[])["run", "status", "list", "show", "explain", "retry", "add", "export", "check", "graph", "schema", "init", "help"])
        {
            Assert.Contains(all.Lines, line => line.StartsWith($"  {name}", StringComparison.Ordinal));
            var one = await bench.CallAsync("help", name);
            Assert.Equal(0, one.Code);
            Assert.Contains($"Usage  filepipe {name}", one.Answer, StringComparison.Ordinal);
            Assert.Equal(one, await bench.CallAsync(name, "--help"));
        }
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        using var bench = new Workbench(pipeline: null);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", (await bench.CallAsync("--version")).Answer);
    }

    [Fact]
    public async Task A_bug_is_exit_code_70_and_says_how_to_report_it()
    {
        using var bench = new Workbench { OpenVolume = () => throw new InvalidOperationException("boom") };
        var ended = await bench.CallAsync("status");
        Assert.Equal(70, ended.Code);
        Assert.Contains("a bug in FilePipeline", ended.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("   at FilePipeline", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("   at FilePipeline", (await bench.CallAsync("status", "--debug")).Talk, StringComparison.Ordinal);
    }
}
