namespace FilePipeline.Cli.Tests.Commands;

public sealed class DatasetCommandTests
{
    private const string Exports = """
        name: demo
        sources: { inbox: {} }
        stages:
          first: { from: inbox, uses: test.obey, concurrency: 1 }
        exports:
          rows: { from: first, rows: parts, columns: { n: { type: int32, description: The number } }, format: jsonl }
          sure: { from: first, require: { failed_below: 50% } }

        """;

    [Fact]
    public async Task What_it_is_and_its_first_rows_are_shown()
    {
        using var bench = await FilledAsync();
        Assert.Equal("""
            rows  1.0.0  3 rows of 2 items
              split  rows  files  bytes
              train     3      1  135 B

              column     type
              key        text
              row_index  int64
              n          int32  The number
              parts      text

            """, (await bench.CallAsync("dataset", "show", "rows")).Answer);
        Assert.Equal("""
            {"key":"a","row_index":0,"n":1,"parts":"x"}
            {"key":"a","row_index":1,"n":1,"parts":"y"}

            """, (await bench.CallAsync("dataset", "head", "rows", "-n", "2")).Answer);
        Assert.Equal(3, (await bench.CallAsync("dataset", "head", "rows", "--split", "train")).Lines.Count);
        Assert.Equal("1.0.0", (await bench.CallAsync("dataset", "show", "rows", "--json")).Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Columns_are_counted()
    {
        using var bench = await FilledAsync();
        Assert.Equal("""
            column     type   values  nulls  distinct  min  max
            key        text        3      0         2  "a"  "b"
            row_index  int64       3      0         2  0    1
            n          int32       2      1         1  1    1
            parts      text        3      0         3  "x"  "z"

            """, (await bench.CallAsync("dataset", "stats", "rows")).Answer);
        Assert.Equal(2, (await bench.CallAsync("dataset", "stats", "rows", "--json")).Json.GetProperty("columns")[2].GetProperty("values").GetInt64());
    }

    [Fact]
    public async Task Damage_is_found()
    {
        using var bench = await FilledAsync();
        var whole = await bench.CallAsync("dataset", "verify", "sure");
        Assert.Equal((0, "1 file, 2 rows: all as the manifest says\n"), (whole.Code, whole.Answer));
        File.AppendAllText(bench.Folder["datasets/rows/data/train-00000-of-00001.jsonl"], "{}\n");
        var damaged = await bench.CallAsync("dataset", "verify", "rows");
        Assert.Equal((1, "data/train-00000-of-00001.jsonl has 138 bytes, not 135\n"), (damaged.Code, damaged.Answer));
    }

    [Fact]
    public async Task The_version_before_is_compared()
    {
        using var bench = await FilledAsync();
        var none = await bench.CallAsync("dataset", "diff", "rows");
        Assert.Equal(1, none.Code);
        Assert.Contains("there is no version before this one", none.Talk, StringComparison.Ordinal);
        bench.Drop("b.json", """{"parts":["q"],"new":true}""");
        bench.Drop("c.json", """{"parts":["q"]}""");
        await bench.CallAsync("run");
        Assert.Equal("""
            1.0.0 → 2.0.0
              1 row added: c
              1 row changed: b
              column added: new

            """, (await bench.CallAsync("dataset", "diff", "rows")).Answer);
        var rows = (await bench.CallAsync("dataset", "diff", "rows", "--json")).Json.GetProperty("rows");
        Assert.Equal((1, 0), (rows.GetProperty("added").GetInt32(), rows.GetProperty("moved").GetInt32()));
    }

    [Fact]
    public async Task What_is_required_and_missing_ends_with_four()
    {
        using var bench = await FilledAsync();
        bench.Drop("d.json", """{"do":"reject"}""");
        bench.Drop("e.json", """{"do":"reject"}""");
        await bench.CallAsync("run");
        var refused = await bench.CallAsync("export", "sure");
        Assert.Equal(4, refused.Code);
        Assert.Contains("2 of 4 items of `first` (50%) are failed or dead; less than 50% is required.", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("filepipe export --allow-partial", refused.Talk, StringComparison.Ordinal);

        var partial = await bench.CallAsync("export", "sure", "--allow-partial");
        Assert.Equal(0, partial.Code);
        Assert.Contains("  partial: 2 of 4 items", partial.Answer, StringComparison.Ordinal);
        Assert.Contains("sure  1.0.1  2 rows  partial\n", (await bench.CallAsync("dataset", "show", "sure")).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "did you mean `head`?", "dataset", "haed", "rows")]
    [InlineData(2, "there is no export `row`; did you mean `rows`?", "dataset", "show", "row")]
    [InlineData(2, "which one? There are rows, sure", "dataset", "show")]
    [InlineData(2, "there is no split `test`; there are train", "dataset", "head", "rows", "--split", "test")]
    public async Task Slips_are_told(int code, string said, params string[] words)
    {
        using var bench = await FilledAsync();
        var ended = await bench.CallAsync(words);
        Assert.Equal(code, ended.Code);
        Assert.Contains(said, ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_yet_is_told()
    {
        using var bench = new Workbench();
        var ended = await bench.CallAsync("dataset", "show");
        Assert.Equal(1, ended.Code);
        Assert.Contains("datasets/all was not exported yet", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("filepipe export all", ended.Talk, StringComparison.Ordinal);
    }

    private static async Task<Workbench> FilledAsync()
    {
        var bench = new Workbench(Exports);
        bench.Drop("a.json", """{"n":1,"parts":["x","y"]}""");
        bench.Drop("b.json", """{"parts":["z"]}""");
        await bench.CallAsync("run");
        return bench;
    }
}
