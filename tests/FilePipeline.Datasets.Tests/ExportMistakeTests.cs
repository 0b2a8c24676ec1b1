using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

/// <summary>What is said when an export cannot be made as it is asked for.</summary>
public sealed class ExportMistakeTests
{
    [Fact]
    public void A_column_of_two_types_names_the_first_three_files_of_each()
    {
        using var shop = new Workshop();
        for (var i = 0; i < 5; i++)
            shop.Item("a", $"text{i}", """{"title":"x"}""").Item("a", $"number{i}", """{"title":300}""");
        var said = Refused(shop, shop.Export(All("a")));
        Assert.Equal(
            """
            cannot export set:
            column `title` has values that no one type fits: int64 in a/number0.json, a/number1.json, a/number2.json; text in a/text0.json, a/text1.json, a/text2.json. Mend the items or the stage that wrote them, leave the column out (`from: { a: [other_field, …] }`), or give it a type in the export: `columns: { name: json }` takes any value.
            """,
            said);
    }

    [Fact]
    public void In_a_join_the_files_are_those_of_the_folder_that_has_the_column()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""").Item("b", "x", """{"deep":[{"m":1}]}""");
        shop.Item("a", "y", """{"n":1}""").Item("b", "y", """{"deep":[{"m":"1"}]}""");
        var said = Refused(shop, shop.Export(All("a"), All("b")));
        Assert.Contains("column `deep[].m`", said, StringComparison.Ordinal);
        Assert.Contains("int64 in b/x.json; text in b/y.json", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_from_two_folders_names_both()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"title":"X","n":1}""").Item("b", "x", """{"title":"X","n":2,"m":3}""");
        var said = Refused(shop, shop.Export(All("b"), All("a")));
        Assert.Contains("column `title` comes from two folders, `b` and `a`", said, StringComparison.Ordinal);
        Assert.Contains("column `n` comes from two folders, `b` and `a`", said, StringComparison.Ordinal);
        Assert.DoesNotContain("`m`", said, StringComparison.Ordinal);
        Assert.Contains("from: {", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_called_key_must_be_the_key()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"key":"x","n":1}""").Item("a", "é", """{"n":1,"key":"\u00e9"}""");
        Assert.Equal(["key", "n"], shop.Run(shop.Export(All("a"))).Columns.Select(column => column.Name));

        for (var i = 0; i < 5; i++)
            shop.Item("a", $"y{i}", """{"key":7}""");
        var said = Refused(shop, shop.Export(All("a")));
        Assert.Contains("a/y0.json, a/y1.json, a/y2.json and 2 more", said, StringComparison.Ordinal);
        Assert.Equal(7, shop.Run(shop.Export(new ExportInput("a", ["n"]))).Rows);
    }

    [Fact]
    public void All_mistakes_of_a_definition_are_told_at_once()
    {
        using var shop = new Workshop();
        var said = Refused(shop, new ExportDefinition
        {
            Name = "set",
            From = [new("a", ["title", "t*"]), new("b", ["title"]), new("a", []), new("nowhere", [])],
            To = shop.Folder["data/a"],
            Split = new([new("train", 1), new("tr ain", 0), new("Train", 1)], "s"),
        });
        foreach (var part in new[] { "no source or stage `nowhere`", "`a` is named twice", "column `title` is chosen from two folders", "among the pipeline's own folders", "split `tr ain` has the weight 0", "letters, digits and `_`", "is there twice" })
            Assert.Contains(part, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("data/set")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("datasets/.set")]
    public void A_dataset_stands_outside_the_pipelines_own_folders(string to)
    {
        using var shop = new Workshop();
        var before = shop.Folder.Files();
        Refused(shop, shop.Export(All("a")) with { To = Path.GetFullPath(shop.Folder[to]) });
        Assert.Equal(before, shop.Folder.Files());
    }

    [Fact]
    public void Data_that_no_export_has_written_is_not_replaced()
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/data/mine.parquet", "PAR1");
        Assert.Contains("data/mine.parquet", Refused(shop, shop.Export(All("a"))), StringComparison.Ordinal);
        File.Delete(shop.Folder["datasets/set/data/mine.parquet"]);
        shop.Folder.Write("datasets/set/manifest.json", "{}");
        Assert.Contains("was not written by an export", Refused(shop, shop.Export(All("a"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_or_a_file_is_not_replaced()
    {
        using var shop = new Workshop();
        shop.Folder.Write("elsewhere/x", "");
        Directory.CreateDirectory(shop.Folder["datasets"]);
        Directory.CreateSymbolicLink(shop.Dataset, shop.Folder["elsewhere"]);
        Assert.Contains("a link", Refused(shop, shop.Export(All("a"))), StringComparison.Ordinal);
        Directory.Delete(shop.Dataset);
        File.WriteAllText(shop.Dataset, "mine");
        Assert.Contains("is no folder", Refused(shop, shop.Export(All("a"))), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(shop.Dataset));
    }

    [Fact]
    public void A_field_that_is_there_twice_deep_inside_names_the_item()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"o":{"d":1,"d":2}}""");
        var said = Refused(shop, shop.Export(All("a")));
        Assert.Contains("x has the field `d` twice", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9223372036854775808", "an integer wider than 64 bits in a/x.json")]
    [InlineData("1e400", "row `x`: ")]
    public void A_number_that_no_column_holds_names_the_item(string number, string part)
    {
        using var shop = new Workshop();
        shop.Item("a", "x", $$"""{"n":{{number}}}""");
        Assert.Contains(part, Refused(shop, shop.Export(All("a"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_export_leaves_the_old_dataset_and_nothing_else()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var before = shop.Snapshot();
        shop.Item("a", "y", """{"n":"text"}""");
        Refused(shop, shop.Export(All("a")));
        Assert.Equal(before, shop.Snapshot());
    }

    private static string Refused(Workshop shop, ExportDefinition export) =>
        Assert.Throws<DatasetException>(() => shop.Run(export)).Message.ReplaceLineEndings("\n");
}
