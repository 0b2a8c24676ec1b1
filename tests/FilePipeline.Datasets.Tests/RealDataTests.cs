using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using FilePipeline.Storage;
using FilePipeline.TestKit;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

/// <summary>Real records, exported and read back by readers that are not ours.</summary>
public sealed class RealDataTests
{
    [Fact]
    public void Penguins_come_back_from_every_reader()
    {
        using var shop = new Workshop { Volume = SystemVolume.Open() };
        AddRecords(shop, "records/penguins.json");
        var result = shop.Run(shop.Export(All("a")) with { Split = Split });
        Assert.Equal(344, result.Rows);
        AssertReadersAgree(shop, result);
    }

    [Fact]
    public void Speeches_joined_with_counts_come_back_from_every_reader()
    {
        var folder = SharedData.Find("records/sotu");
        if (folder is null)
            Assert.Skip("the real inputs are not here");
        using var shop = new Workshop { Volume = SystemVolume.Open() };
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var key = Path.GetFileNameWithoutExtension(file);
            var text = File.ReadAllText(file);
            shop.Item("a", key, text);
            shop.Item("b", key, JsonSerializer.Serialize(new { stats_words = text.Split(' ').Length, stats_mean = text.Length / 7.0, words = text.Split(' ').Take(20) }));
        }
        var result = shop.Run(shop.Export(All("a"), new("b", ["stats_*", "words"])) with { Split = Split, Compression = FilePipeline.Definition.Compression.Gzip });
        Assert.Equal(30, result.Rows);
        AssertReadersAgree(shop, result);
    }

    [Fact]
    public void Films_clash_in_their_titles_and_come_back_without_them()
    {
        using var shop = new Workshop { Volume = SystemVolume.Open(), Limits = new() { RowGroupRows = 500, Shard = 1 << 16 } };
        AddRecords(shop, "records/movies.json");
        var said = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")))).Message;
        Assert.Contains("column `Title` has values that no one type fits: text in a/00000.json, a/00001.json, a/00002.json; int64 in ", said, StringComparison.Ordinal);

        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.Find("records/movies.json")!));
        var others = file.RootElement[0].EnumerateObject().Select(field => field.Name).Where(name => name != "Title").ToList();
        var result = shop.Run(shop.Export(new FilePipeline.Definition.ExportInput("a", others)) with { Split = Split });
        Assert.Equal(3201, result.Rows);
        Assert.True(result.Files.Count > 3);
        AssertReadersAgree(shop, result);
    }

    [Fact]
    public void Two_hundred_thousand_flights_come_back_as_elements_of_their_items()
    {
        const int Each = 500;
        if (SharedData.Find("records/flights-200k.json.gz") is not { } path)
        {
            Assert.Skip("the real inputs are not here");
            return;
        }
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(packed);
        var flights = json.RootElement.EnumerateArray().ToList();
        using var shop = new Workshop();
        for (var i = 0; i < flights.Count; i += Each)
            shop.Item("a", string.Create(CultureInfo.InvariantCulture, $"{i / Each:D3}"), $"{{\"flights\":[{string.Join(',', flights.Skip(i).Take(Each).Select(flight => flight.GetRawText()))}]}}");
        var result = shop.Run(shop.Export(All("a")) with { Rows = "flights", Split = Split });
        Assert.Equal(200_000, result.Rows);
        if (ParquetReaders.Missing is { } missing)
            Assert.Skip(missing);
        var seen = 0;
        foreach (var line in ParquetReaders.Read("duckdb", [.. result.Files.Select(file => $"{shop.Dataset}/{file.Path}")]).SelectMany(rows => rows))
        {
            using var row = JsonDocument.Parse(line);
            var number = int.Parse(row.RootElement.GetProperty("key").GetString()!, CultureInfo.InvariantCulture) * Each + row.RootElement.GetProperty("row_index").GetInt32();
            var cells = row.RootElement.GetProperty("flights");
            foreach (var field in flights[number].EnumerateObject())
                Assert.True(field.Value.GetDouble().Equals(cells.GetProperty(field.Name).GetDouble()), line);
            seen++;
        }
        Assert.Equal(200_000, seen);
    }

    private static void AddRecords(Workshop shop, string name)
    {
        var path = SharedData.Find(name);
        if (path is null)
            Assert.Skip("the real inputs are not here");
        using var records = JsonDocument.Parse(File.ReadAllBytes(path));
        var i = 0;
        foreach (var record in records.RootElement.EnumerateArray())
            shop.Item("a", string.Create(CultureInfo.InvariantCulture, $"{i++:D5}"), record.GetRawText());
    }

    private static void AssertReadersAgree(Workshop shop, ExportResult result)
    {
        if (ParquetReaders.Missing is { } missing)
            Assert.Skip(missing);
        var paths = result.Files.Select(file => $"{shop.Dataset}/{file.Path}").ToList();
        var splits = shop.SplitOfRows();
        foreach (var reader in ParquetReaders.Names)
        {
            var seen = new Dictionary<string, string>();
            foreach (var (file, rows) in result.Files.Zip(ParquetReaders.Read(reader, paths)))
            {
                var last = "";
                foreach (var line in rows)
                {
                    using var row = JsonDocument.Parse(line);
                    var key = row.RootElement.GetProperty("key").GetString()!;
                    Assert.True(string.CompareOrdinal(last, key) < 0);
                    last = key;
                    seen.Add(key, file.Split);
                    AssertIsItem(shop, key, row.RootElement, result.Columns);
                }
                Assert.Equal(file.Rows, rows.Count);
            }
            Assert.Equal(splits, seen.OrderBy(row => row.Key, StringComparer.Ordinal));
        }
    }

    /// <summary>Each cell is the field of the item, whichever folder has it.</summary>
    private static void AssertIsItem(Workshop shop, string key, JsonElement row, IReadOnlyList<DatasetColumn> columns)
    {
        var items = new[] { "a", "b" }.Select(folder => shop.Folder[$"data/{folder}/{key}.json"]).Where(File.Exists).Select(file => JsonDocument.Parse(File.ReadAllBytes(file))).ToList();
        foreach (var column in columns.Where(column => column.Name != "key"))
        {
            var cell = row.GetProperty(column.Name);
            var found = items.Select(item => item.RootElement.TryGetProperty(column.Name, out var field) ? field : default).FirstOrDefault(field => field.ValueKind != JsonValueKind.Undefined);
            var same = found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? cell.ValueKind == JsonValueKind.Null
                : column.Type == "double" ? BitConverter.DoubleToInt64Bits(cell.GetDouble()) == BitConverter.DoubleToInt64Bits(found.GetDouble())
                : JsonElement.DeepEquals(found, cell);
            Assert.True(same, $"{key}.{column.Name}: item {found}, dataset {cell}");
        }
        items.ForEach(item => item.Dispose());
    }
}
