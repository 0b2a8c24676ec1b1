using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class DatasetVersionTests
{
    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("0.0.0", true)]
    [InlineData("1.2", false)]
    [InlineData("1.2.x", false)]
    [InlineData("1.2.-3", false)]
    [InlineData(null, false)]
    public void Only_three_numbers_are_a_version(string? text, bool sound)
    {
        Assert.Equal(sound, DatasetVersion.TryParse(text, out var version));
        if (sound)
            Assert.Equal(text, version.ToString());
    }

    [Fact]
    public void Each_kind_of_change_raises_its_number()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""").Item("a", "y", """{"n":2}""");
        Assert.Equal("1.0.0", Version(shop));
        Assert.Equal("1.0.0", Version(shop)); // nothing changed

        shop.Item("a", "z", """{"n":3}""");
        Assert.Equal("1.1.0", Version(shop)); // a row more
        Assert.Equal("1.1.1", Version(shop, Compression.None)); // the same rows in other files
        shop.Item("a", "x", """{"n":1,"more":true}""").Item("a", "y", """{"more":false,"n":2}""");
        Assert.Equal("1.2.0", Version(shop, Compression.None)); // a column more
        shop.Item("a", "x", """{"n":7,"more":true}""");
        Assert.Equal("2.0.0", Version(shop, Compression.None)); // another value
        File.Delete(shop.Folder["data/a/y.json"]);
        Assert.Equal("3.0.0", Version(shop, Compression.None)); // a row less
        shop.Item("a", "w", """{"n":0.5,"more":true}""");
        Assert.Equal("4.0.0", Version(shop, Compression.None)); // another type
        Assert.Equal("4.0.0", Version(shop, Compression.None));
        Assert.Contains("Version 4.0.0.", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
        Assert.Equal("4.0.0", shop.Manifest().GetProperty("version").GetString());
    }

    [Fact]
    public void A_row_in_another_split_is_moved()
    {
        using var shop = new Workshop();
        for (var i = 0; i < 40; i++)
            shop.Item("a", $"k{i}", """{"n":1}""");
        shop.Run(shop.Export(All("a")) with { Split = Split });
        var moved = shop.Run(shop.Export(All("a")) with { Split = Split with { Salt = "v2" } });
        Assert.Equal("2.0.0", moved.Version.ToString());
        Assert.InRange(moved.Changes!.Rows.Moved, 1, 39);
        Assert.Equal((0L, 0L, 0L), (moved.Changes.Rows.Added, moved.Changes.Rows.Removed, moved.Changes.Rows.Changed));
    }

    [Fact]
    public void Without_the_list_of_rows_all_count_as_new()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        File.Delete($"{shop.Dataset}/rows.jsonl");
        Assert.Equal("1.1.0", Version(shop));
        File.WriteAllText($"{shop.Dataset}/rows.jsonl", "{}\n");
        Assert.Contains("rows.jsonl cannot be read", Assert.Throws<DatasetException>(() => Version(shop)).Message, StringComparison.Ordinal);
    }

    private static string Version(Workshop shop, Compression compression = default) =>
        shop.Run(shop.Export(All("a")) with { Compression = compression }).Version.ToString();
}
