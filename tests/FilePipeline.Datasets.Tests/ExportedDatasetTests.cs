using System.IO.Abstractions;
using System.Text;
using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class ExportedDatasetTests
{
    public static TheoryData<ExportFormat> Formats => [.. Enum.GetValues<ExportFormat>()];

    [Theory, MemberData(nameof(Formats))]
    public void Rows_come_back_split_by_split(ExportFormat format)
    {
        using var shop = Filled(60);
        shop.Run(shop.Export(All("a")) with { Split = Split, Format = format });
        var dataset = Open(shop);
        var rows = dataset.Rows().Select(Encoding.UTF8.GetString).ToList();
        Assert.Equal(60, rows.Count);
        Assert.Contains("""{"key":"k07","l":[7,null],"n":7,"t":"t é 1"}""", rows);
        Assert.Equal(shop.SplitOfRows().Where(row => row.Value == "test").Select(row => $"{{\"key\":\"{row.Key}\""), dataset.Rows("test").Select(row => Encoding.UTF8.GetString(row).Split(',')[0]));
        Assert.Empty(dataset.Verify());
    }

    [Theory, MemberData(nameof(Formats))]
    public void Statistics_count_and_compare_cells(ExportFormat format)
    {
        using var shop = Filled(60);
        shop.Item("a", "none", """{"t":null}""");
        shop.Run(shop.Export(All("a")) with { Format = format });
        var statistics = Open(shop).Statistics().ToDictionary(one => one.Column.Name);
        Assert.Equal((61L, 0L, 61L, "\"k00\"", "\"none\""), Facts(statistics["key"]));
        Assert.Equal((60L, 1L, 60L, "0", "59"), Facts(statistics["n"]));
        Assert.Equal((60L, 1L, 3L, "\"t é 0\"", "\"t é 2\""), Facts(statistics["t"]));
        Assert.Equal((60L, 1L, 60L, null, null), Facts(statistics["l"]));

        static (long, long, long, string?, string?) Facts(ColumnStatistics one) => (one.Values, one.Nulls, one.Distinct, one.Min, one.Max);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(40_000)]
    [InlineData(300_000)]
    public void An_estimate_of_distinct_values_is_within_three_percent(int count)
    {
        var estimate = new DistinctEstimate();
        for (var i = 0; i < 2 * count; i++)
            estimate.Add(BitConverter.GetBytes(i % count));
        Assert.InRange(estimate.Count(), count * 0.97, count * 1.03);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Every_kind_of_damage_is_told(ExportFormat format)
    {
        using var shop = Filled(60);
        var files = shop.Run(shop.Export(All("a")) with { Split = Split, Format = format }).Files;
        var whole = File.ReadAllBytes($"{shop.Dataset}/{files[0].Path}");
        var other = whole.ToArray();
        other[^9] ^= 1;
        File.WriteAllBytes($"{shop.Dataset}/{files[0].Path}", other);
        File.Delete($"{shop.Dataset}/{files[1].Path}");
        File.AppendAllText($"{shop.Dataset}/{files[2].Path}", "x");
        File.WriteAllText($"{shop.Dataset}/data/mine.txt", "x");
        File.AppendAllText($"{shop.Dataset}/rows.jsonl", "{}\n");
        Assert.Equal(
            [
                $"{files[0].Path} has other content than was written: its SHA-256 differs",
                $"{files[1].Path} is not there",
                $"{files[2].Path} has {files[2].Bytes + 1} bytes, not {files[2].Bytes}",
                $"rows.jsonl has {Open(shop).Description.RowList.Bytes + 3} bytes, not {Open(shop).Description.RowList.Bytes}",
                "data/mine.txt is not in manifest.json",
            ],
            Open(shop).Verify());
    }

    [Fact]
    public void The_version_before_is_kept_and_compared()
    {
        using var shop = Filled(10);
        shop.Run(shop.Export(All("a")) with { Split = Split });
        Assert.Null(Open(shop).Previous());
        shop.Item("a", "k00", """{"n":100}""").Item("a", "new", """{"n":1,"more":1.5}""");
        File.Delete(shop.Folder["data/a/k05.json"]);
        shop.Run(shop.Export(All("a")) with { Split = Split });
        var changes = Open(shop).ChangesSince(Open(shop).Previous()!);
        Assert.Equal((1L, 1L, 1L, 0L), (changes.Rows.Added, changes.Rows.Removed, changes.Rows.Changed, changes.Rows.Moved));
        Assert.Equal(["new", "k05", "k00"], changes.Rows.FirstAdded.Concat(changes.Rows.FirstRemoved).Concat(changes.Rows.FirstChanged));
        Assert.Equal(["more"], changes.ColumnsAdded);
        Assert.Equal(new DatasetVersion(2, 0, 0), Open(shop).Description.Version);
        Assert.Equal(DatasetVersion.First, Open(shop).Previous()!.Description.Version);
    }

    [Fact]
    public void A_key_leads_to_the_file_of_its_row()
    {
        using var shop = Filled(60);
        shop.Limits = new() { RowGroupRows = 5, Shard = 1 };
        shop.Run(shop.Export(All("a")) with { Split = Split, Format = ExportFormat.Parquet });
        var dataset = Open(shop);
        Assert.True(dataset.Description.Files.Count > 9);
        foreach (var file in dataset.Description.Files)
        {
            using var stream = File.OpenRead($"{shop.Dataset}/{file.Path}");
            foreach (var row in Parquet.ParquetFile.ReadRows(stream))
                Assert.Equal(file.Path, dataset.FileOf(Key(Encoding.UTF8.GetString(row).Split('"')[3]))?.Path);
        }
        Assert.Null(dataset.FileOf(Key("nobody")));

        static ItemKey Key(string text) => ItemKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);
    }

    [Fact]
    public void What_is_no_dataset_is_none()
    {
        using var shop = new Workshop();
        Assert.Null(ExportedDataset.TryOpen(new FileSystem(), shop.Dataset));
        shop.Folder.Write("datasets/set/manifest.json", "{}");
        Assert.Throws<InvalidDataException>(() => ExportedDataset.TryOpen(new FileSystem(), shop.Dataset));
    }

    private static ExportedDataset Open(Workshop shop) => ExportedDataset.TryOpen(new FileSystem(), shop.Dataset)!;

    private static Workshop Filled(int count)
    {
        var shop = new Workshop();
        for (var i = 0; i < count; i++)
            shop.Item("a", $"k{i:D2}", $$"""{"l":[{{i}},null],"n":{{i}},"t":"t é {{i % 3}}"}""");
        return shop;
    }
}
