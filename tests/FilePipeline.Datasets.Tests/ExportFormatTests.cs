using System.Text;
using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

/// <summary>What else an export may say of its rows, columns and files.</summary>
public sealed class ExportFormatTests
{
    private const string Item = """{ "b": true, "n": 1e3, "o": { "x": [ 1, null ] }, "t": "a, \"b\"\né\u00e9", "e": "", "z": null }""";

    [Fact]
    public void Csv_has_a_line_of_names_and_cells_as_they_are()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", Item).Item("a", "y", "{}");
        var result = shop.Run(shop.Export(All("a")) with { Format = ExportFormat.Csv });
        Assert.Equal("data/train-00000-of-00001.csv", Assert.Single(result.Files).Path);
        Assert.Equal(
            "key,b,e,n,o,t,z\nx,true,\"\",1e3,\"{\"\"x\"\":[1,null]}\",\"a, \"\"b\"\"\néé\",\ny,,,,,,\n",
            shop.Folder.Read("datasets/set/data/train-00000-of-00001.csv"));
    }

    [Fact]
    public void Json_lines_have_every_column_in_order()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", Item).Item("a", "y", "{}");
        var result = shop.Run(shop.Export(All("a")) with { Format = ExportFormat.Jsonl });
        Assert.Equal("data/train-00000-of-00001.jsonl", Assert.Single(result.Files).Path);
        Assert.Equal(
            """
            {"key":"x","b":true,"e":"","n":1e3,"o":{"x":[1,null]},"t":"a, \"b\"\né\u00e9","z":null}
            {"key":"y","b":null,"e":null,"n":null,"o":null,"t":null,"z":null}

            """, shop.Folder.Read("datasets/set/data/train-00000-of-00001.jsonl"));
        Assert.DoesNotContain("features:", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Jsonl)]
    public void Text_files_are_cut_into_shards_and_refuse_what_does_not_fit(ExportFormat format)
    {
        using var shop = new Workshop { Limits = new() { Shard = 1 << 20 } };
        for (var i = 0; i < 30; i++)
            shop.Item("a", $"k{i:D2}", $$"""{"d":"2026-01-31","t":"{{new string('x', 100_000)}}"}""");
        var export = shop.Export(All("a")) with { Format = format, Columns = [new("d", "date", null)] };
        var files = shop.Run(export).Files;
        Assert.InRange(files.Count, 3, 4);
        Assert.Equal(30, files.Sum(file => file.Rows));
        shop.Item("a", "k99", """{"d":"tomorrow"}""");
        Assert.Contains("row `k99`", Assert.Throws<DatasetException>(() => shop.Run(export)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_becomes_rows_that_stay_together()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{ "t": "é", "chunks": [ {"c":1}, {"c":2,"d":"q"} ], "u": 1 }""")
            .Item("a", "y", """{"chunks":[],"t":"none"}""").Item("a", "z", """{"t":"missing"}""").Item("a", "w", """{"chunks":7}""").Item("a", "v", """{"chunks":[null]}""");
        for (var i = 0; i < 20; i++)
            shop.Item("a", $"k{i}", """{"chunks":[{"c":1},{"c":2},{"c":3}]}""");
        var result = shop.Run(shop.Export(All("a")) with { Rows = "chunks", Split = Split, Format = ExportFormat.Jsonl });
        Assert.Equal(63, result.Rows);
        Assert.Equal([("no_rows", 2L), ("not_an_array", 1L)], result.LeftOut.Select(left => (left.Reason, left.Count)));
        Assert.Equal([new("key", "text"), new("row_index", "int64"), new("chunks", "struct<c: int64, d: text>"), new("t", "text"), new("u", "int64")], result.Columns);
        var lines = result.Files.SelectMany(file => File.ReadLines($"{shop.Dataset}/{file.Path}")).ToList();
        Assert.Contains("""{"key":"x","row_index":1,"chunks":{"c":2,"d":"q"},"t":"é","u":1}""", lines);
        Assert.Contains("""{"key":"v","row_index":0,"chunks":null,"t":null,"u":null}""", lines);
        var digests = File.ReadAllLines($"{shop.Dataset}/rows.jsonl");
        Assert.Equal(63, digests.Length);
        Assert.StartsWith("""{"key":"k0","row_index":0,"sha256":""", digests[0], StringComparison.Ordinal);
        Assert.All(digests.GroupBy(line => line.Split('"')[3]), rows => Assert.Single(rows.Select(line => line.Split("\"split\"")[1]).Distinct()));
        Assert.Contains("one per element of `chunks` of 22 items", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);

        shop.Item("a", "x", """{ "t": "é", "chunks": [ {"c":1} ], "u": 1 }""");
        var less = shop.Run(shop.Export(All("a")) with { Rows = "chunks", Split = Split, Format = ExportFormat.Jsonl });
        Assert.Equal((0L, 1L, 0L, "2.0.0"), (less.Changes!.Rows.Added, less.Changes.Rows.Removed, less.Changes.Rows.Changed, less.Version.ToString()));
    }

    [Fact]
    public void An_item_with_a_field_row_index_is_told()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"chunks":[1],"row_index":7}""");
        Assert.Contains("`row_index` twice", Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")) with { Rows = "chunks" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_types_and_descriptions_hold()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"any":[1,"a"],"d":"2026-01-31","n":1,"p":1.10}""");
        ExportColumn[] columns = [new("any", "json", null), new("d", "date", "The day"), new("n", "int32", null), new("p", "decimal(9,2)", "The | price"), new("no", "text", null), new("gone", null, "?")];
        var result = shop.Run(shop.Export(All("a")) with { Columns = columns });
        Assert.Equal([new("key", "text"), new("any", "json"), new("d", "date", "The day"), new("n", "int32"), new("no", "text"), new("p", "decimal(9,2)", "The | price")], result.Columns);
        Assert.Equal(["column `no` stands in `columns` of the export, but no item has it: it is there, empty.", "column `gone` stands in `columns` of the export, but no item has it."], result.Warnings);
        Assert.Contains("| p | `decimal(9,2)` | The \\| price |\n", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
        Assert.Equal("The day", shop.Manifest().GetProperty("columns")[2].GetProperty("description").GetString());

        var other = shop.Run(shop.Export(All("a")) with { Columns = [.. columns.Where(column => column.Name != "n"), new("n", "double", null)] });
        Assert.Equal("double", other.Columns.Single(column => column.Name == "n").Type);
        Assert.Equal("2.0.0", other.Version.ToString());
    }

    [Fact]
    public void Columns_and_rows_that_cannot_be_are_told_before_anything_is_read()
    {
        using var shop = new Workshop();
        var said = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(new ExportInput("a", ["t"])) with { Columns = [new("u", "text", null), new("key", "int64", null)], Rows = "chunks" })).Problems;
        Assert.Equal(3, said.Count);
        Assert.Contains("column `u` stands in `columns`, but `from` leaves it out", said[0], StringComparison.Ordinal);
        Assert.Contains("column `key` is the export's own", said[1], StringComparison.Ordinal);
        Assert.Contains("`chunks`, but `from` leaves that field out", said[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    [InlineData(0, true)]
    public void What_is_required_is_met_or_nothing_is_made(int lost, bool met)
    {
        using var shop = new Workshop { NotCompleted = [new("a", "failed", lost / 2, 100), new("a", "dead", lost - lost / 2, 100), new("a", "pending", 50, 100), new("b", "dead", 9)] };
        shop.Item("a", "x", """{"n":1}""");
        var export = shop.Export(All("a")) with { FailedBelow = 0.03 };
        if (met)
        {
            Assert.Null(shop.Run(export).Lack);
            Assert.False(shop.Manifest().GetProperty("partial").GetBoolean());
            return;
        }
        var refused = Assert.Throws<DatasetException>(() => shop.Run(export));
        Assert.True(refused.IsPartial);
        Assert.Equal("3 of 100 items of `a` (3%) are failed or dead; less than 3% is required.", refused.Problems[0]);
        Assert.False(Directory.Exists(shop.Dataset));

        var partial = new DatasetExporter(shop.Volume, shop.Files).Export(shop.Request(export) with { AllowPartial = true });
        Assert.Equal(refused.Problems[0], partial.Lack);
        Assert.True(shop.Manifest().GetProperty("partial").GetBoolean());
        Assert.Contains($"**Partial**: {refused.Problems[0]}", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_of_row_groups_and_files_are_those_of_the_export()
    {
        using var shop = new Workshop();
        for (var i = 0; i < 40; i++)
            shop.Item("a", $"k{i:D2}", $$"""{"t":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Guid.NewGuid().ToString(), 1000))))}}"}""");
        var result = shop.Run(shop.Export(All("a")) with { RowGroup = 100_000, Shard = 500_000, Compression = Compression.None });
        Assert.InRange(result.Files.Count, 3, 6);
    }
}
