using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class SchemaLockTests
{
    [Fact]
    public void A_column_without_values_keeps_the_type_it_had()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1,"d":2.5,"l":[{"b":true,"t":[["x"]]}]}""");
        var first = shop.Run(shop.Export(All("a")));
        File.Delete(shop.Folder["data/a/x.json"]);
        shop.Item("a", "y", """{"n":null,"d":2,"l":[]}""");
        var later = shop.Run(shop.Export(All("a")));
        Assert.Equal(first.Columns, later.Columns);
        Assert.Empty(later.Warnings);
        Assert.Equal("list<struct<b: boolean, t: list<list<text>>>>", later.Columns.Single(column => column.Name == "l").Type);
    }

    [Fact]
    public void A_column_that_never_had_a_value_may_get_any_type_later()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":null,"l":[],"o":{"p":null,"e":{}}}""");
        Assert.Equal(4, shop.Run(shop.Export(All("a"))).Warnings.Count);
        shop.Item("a", "y", """{"n":1,"l":[2],"o":{"p":[],"e":{"f":1}}}""");
        Assert.Equal(
            [new("key", "text"), new("l", "list<int64>"), new("n", "int64"), new("o", "struct<e: struct<f: int64>, p: list<text>>")],
            shop.Run(shop.Export(All("a"))).Columns);
    }

    [Fact]
    public void A_new_field_is_a_new_column()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        shop.Item("a", "y", """{"n":1,"more":true}""");
        Assert.Equal([new("key", "text"), new("more", "boolean"), new("n", "int64")], shop.Run(shop.Export(All("a"))).Columns);
    }

    [Fact]
    public void Names_that_readers_change_are_told_and_keep_their_types()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"Name":1,"name":true}""");
        Assert.Contains("differ only in case", Assert.Single(shop.Run(shop.Export(All("a"))).Warnings), StringComparison.Ordinal);
        shop.Item("a", "x", """{"Name":null,"name":null}""");
        Assert.Equal(["text", "int64", "boolean"], shop.Run(shop.Export(All("a"))).Columns.Select(column => column.Type));
    }

    [Fact]
    public void A_wider_number_is_taken_and_told()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        shop.Item("a", "y", """{"n":1.5}""");
        Assert.Contains("column `n` was int64 and is double now", Assert.Single(shop.Run(shop.Export(All("a"))).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clash_with_the_lock_says_where_to_let_it_go()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        shop.Item("a", "x", """{"n":"text"}""");
        var said = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")))).Message;
        Assert.Contains("int64 in schema.lock.json", said, StringComparison.Ordinal);
        Assert.Contains("text in a/x.json", said, StringComparison.Ordinal);
        Assert.Contains("delete the column in schema.lock.json", said, StringComparison.Ordinal);

        File.Delete($"{shop.Dataset}/schema.lock.json");
        Assert.Equal("text", shop.Run(shop.Export(All("a"))).Columns[1].Type);
    }

    [Fact]
    public void A_column_that_no_item_has_any_more_stays_empty_until_it_is_not_chosen()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"old":1,"n":1}""");
        shop.Run(shop.Export(All("a")));
        shop.Item("a", "x", """{"n":1}""");
        var stays = shop.Run(shop.Export(All("a")));
        Assert.Equal(["key", "n", "old"], stays.Columns.Select(column => column.Name));
        Assert.Contains("column `old` is in schema.lock.json, but no item has it", Assert.Single(stays.Warnings), StringComparison.Ordinal);
        Assert.Equal(["key", "n"], shop.Run(shop.Export(new ExportInput("a", ["n"]))).Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_declared_type_is_taken_and_kept()
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/schema.lock.json", """
            { "schema": "filepipe.schema-lock/1", "columns": [
              { "name": "any", "type": "json" },
              { "name": "day", "type": { "list": { "struct": [{ "name": "at", "type": "date" }] } } },
              { "name": "price", "type": "decimal(9,2)" } ] }
            """);
        shop.Item("a", "x", """{"any":1,"day":[{"at":"2026-01-31"}],"price":"12.50"}""").Item("a", "y", """{"any":"text","day":[],"n":1}""");
        List<DatasetColumn> columns = [new("key", "text"), new("any", "json"), new("day", "list<struct<at: date>>"), new("n", "int64"), new("price", "decimal(9,2)")];
        Assert.Equal(columns, shop.Run(shop.Export(All("a"))).Columns);
        Assert.True(shop.Run(shop.Export(All("a"))).Unchanged);

        shop.Item("a", "z", """{"day":[{"at":"31.1.2026"}]}""");
        var said = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")))).Message;
        Assert.Contains("row `z`", said, StringComparison.Ordinal);
        Assert.Contains("day[].at", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":"filepipe.schema-lock/1"}""")]
    [InlineData("""{"schema":"filepipe.schema-lock/1","columns":[{"name":"n"}]}""")]
    [InlineData("""{"schema":"filepipe.schema-lock/1","columns":[{"name":"n","type":"int65"}]}""")]
    [InlineData("""{"schema":"filepipe.schema-lock/1","columns":[{"name":"n","type":{"map":"int64"}}]}""")]
    [InlineData("""{"schema":"filepipe.schema-lock/1","columns":[{"name":"n","type":"int64"},{"name":"n","type":"int64"}]}""")]
    public void A_lock_that_cannot_be_read_is_told(string text)
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Folder.Write("datasets/set/schema.lock.json", text);
        Assert.Contains("schema.lock.json cannot be read", Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")))).Message, StringComparison.Ordinal);
    }
}
