namespace FilePipeline.Cli.Tests.Commands;

public sealed class AddCommandTests
{
    [Fact]
    public async Task Files_come_in_under_their_names_and_nothing_else_is_left()
    {
        using var bench = new Workbench();
        bench.Folder.Write("mine/a.json", """{"n": 1}""");
        bench.Folder.Write("mine/deep/b.json", "{}");
        bench.Folder.Write("mine/notes.txt", "no item");
        bench.Folder.Write("mine/.hidden.json", "{}");

        var ended = await bench.CallAsync("add", "inbox", "mine/a.json", "mine");

        Assert.Equal(0, ended.Code);
        Assert.Equal("inbox: 3 items added\n", ended.Answer);
        Assert.Equal("1 file left out: inbox accepts .json\nwork on them: filepipe run\n", ended.Talk);
        Assert.Equal(["a.json", "mine/a.json", "mine/deep/b.json"], bench.Folder.Files("data/inbox"));
        Assert.Equal("""{"n": 1}""", bench.Folder.Read("data/inbox/a.json"));
    }

    [Fact]
    public async Task What_has_the_key_already_is_not_overwritten_unless_asked()
    {
        using var bench = new Workbench();
        bench.Folder.Write("a.json", "[1]");
        await bench.CallAsync("add", "inbox", "a.json");
        Assert.Equal("inbox: 1 item there already\n", (await bench.CallAsync("add", "inbox", "a.json")).Answer);
        bench.Folder.Write("a.json", "[2]");

        var refused = await bench.CallAsync("add", "inbox", "a.json");
        Assert.Equal(1, refused.Code);
        Assert.Equal("error: a.json: a.json is there already, with another content; --replace replaces it\n", refused.Talk);
        Assert.Equal("[1]", bench.Folder.Read("data/inbox/a.json"));

        Assert.Equal("inbox: 1 item replaced\n", (await bench.CallAsync("add", "inbox", "a.json", "--replace")).Answer);
        Assert.Equal("[2]", bench.Folder.Read("data/inbox/a.json"));
    }

    [Fact]
    public async Task A_file_of_another_extension_with_the_same_key_is_a_collision()
    {
        using var bench = new Workbench("name: x\nsources: { inbox: { accept: [\"*.json\", \"*.html\"] } }\nstages:\n  a: { from: inbox, uses: json.copy }\n");
        bench.Drop("a.html", "<p>");
        bench.Folder.Write("a.json", "{}");
        Assert.Equal(1, (await bench.CallAsync("add", "inbox", "a.json", "--replace")).Code);
        Assert.Equal(["a.html"], bench.Folder.Files("data/inbox"));
    }

    [Fact]
    public async Task One_JSON_item_can_be_piped_in()
    {
        using var bench = new Workbench { Input = """{"n": 1}""" };
        Assert.Equal(0, (await bench.CallAsync("add", "inbox", "-", "--key", "en/Art")).Code);
        Assert.Equal("""{"n": 1}""", bench.Folder.Read("data/inbox/en/Art.json"));
        bench.Input = "{} {}";
        Assert.Equal(1, (await bench.CallAsync("add", "inbox", "-", "--key", "b")).Code);
        Assert.Equal(2, (await bench.CallAsync("add", "inbox", "-")).Code);
        Assert.Equal(["en/Art.json"], bench.Folder.Files("data/inbox"));
    }

    [Fact]
    public async Task Only_sources_take_items()
    {
        using var bench = new Workbench();
        bench.Folder.Write("a.json", "{}");
        Assert.Contains("belongs to the stage of that name", (await bench.CallAsync("add", "first", "a.json")).Talk, StringComparison.Ordinal);
        Assert.Contains("did you mean `inbox`?", (await bench.CallAsync("add", "inbx", "a.json")).Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", "there is no such file")]
    [InlineData("a.txt", "inbox accepts .json")]
    public async Task What_cannot_be_added_is_told_and_the_rest_is_added(string path, string problem)
    {
        using var bench = new Workbench();
        bench.Folder.Write("a.txt", "");
        bench.Folder.Write("b.json", "{}");
        var ended = await bench.CallAsync("add", "inbox", path, "b.json");
        Assert.Equal(1, ended.Code);
        Assert.Contains(problem, ended.Talk, StringComparison.Ordinal);
        Assert.Equal(["b.json"], bench.Folder.Files("data/inbox"));
    }

    [Fact]
    public async Task A_key_that_would_lead_out_of_the_folder_is_refused()
    {
        using var bench = new Workbench { Input = "{}" };
        Assert.Equal(1, (await bench.CallAsync("add", "inbox", "-", "--key", "../a")).Code);
        Assert.DoesNotContain(bench.Folder.Files(), file => file.EndsWith("a.json", StringComparison.Ordinal));
    }
}
