using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FilePipeline.Definition;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class DatasetExporterTests
{
    [Fact]
    public void A_folder_becomes_a_dataset()
    {
        using var shop = new Workshop();
        shop.Item("a", "en/Art", """{ "n": 1, "title": "Art" }""").Item("a", "Music", """{"n":2.5}""");

        var result = shop.Run(shop.Export(All("a")));

        Assert.Equal(["README.md", "croissant.json", "data/train-00000-of-00001.parquet", "manifest.json", "rows.jsonl", "schema.lock.json"], shop.Folder.Files("datasets/set"));
        Assert.Equal([new("key", "text"), new("n", "double"), new("title", "text")], result.Columns);
        Assert.Equal(2, result.Rows);
        Assert.Equal(shop.Dataset, result.Path);
        Assert.False(result.Unchanged);
        Assert.Empty(result.LeftOut);
        Assert.Empty(result.Warnings);
        Assert.Equal(
            Line("Music", """{"key":"Music","n":2.5}""", "train") + Line("en/Art", """{"key":"en/Art","n":1,"title":"Art"}""", "train"),
            shop.Folder.Read("datasets/set/rows.jsonl"));
        Assert.Equal([".set.lock", "set"], Directory.EnumerateFileSystemEntries(shop.Folder["datasets"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_names_every_file_with_its_digest()
    {
        using var shop = new Workshop();
        for (var i = 0; i < 50; i++)
            shop.Item("a", $"k{i}", $$"""{"n":{{i}}}""");
        shop.Run(shop.Export(All("a")) with { Split = Split });

        var manifest = shop.Manifest();
        Assert.Equal("filepipe.dataset/1", manifest.GetProperty("schema").GetString());
        Assert.Equal(50, manifest.GetProperty("rows").GetInt64());
        var files = manifest.GetProperty("files").EnumerateArray().Append(manifest.GetProperty("row_digests")).ToList();
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes($"{shop.Dataset}/{file.GetProperty("path").GetString()}");
            Assert.Equal(file.GetProperty("bytes").GetInt64(), bytes.Length);
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        Assert.Equal(
            shop.Folder.Files("datasets/set/data").Select(file => $"data/{file}"),
            files.SkipLast(1).Select(file => file.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(50, files.SkipLast(1).Sum(file => file.GetProperty("rows").GetInt64()));
        AssertCanonical(shop.Folder.Read("datasets/set/manifest.json"));
        AssertCanonical(shop.Folder.Read("datasets/set/schema.lock.json"));
    }

    [Fact]
    public void A_split_without_rows_has_a_file_without_rows()
    {
        using var shop = new Workshop();
        shop.Item("a", "a/b/c", """{"n":1}""");
        var result = shop.Run(shop.Export(All("a")) with { Split = Split });
        Assert.Equal([("train", 1L), ("validation", 0L), ("test", 0L)], result.Splits.Select(split => (split.Name, split.Rows)));
        Assert.Equal(
            ["test-00000-of-00001.parquet", "train-00000-of-00001.parquet", "validation-00000-of-00001.parquet"],
            shop.Folder.Files("datasets/set/data"));
    }

    [Fact]
    public void A_large_split_is_cut_into_files_that_know_their_number()
    {
        using var shop = new Workshop { Limits = new() { RowGroupRows = 4, Shard = 1 } };
        for (var i = 0; i < 10; i++)
            shop.Item("a", $"k{i}", $$"""{"n":{{i}}}""");
        var result = shop.Run(shop.Export(All("a")));
        Assert.Equal(
            [("data/train-00000-of-00003.parquet", 4L), ("data/train-00001-of-00003.parquet", 4L), ("data/train-00002-of-00003.parquet", 2L)],
            result.Files.Select(file => (file.Path, file.Rows)));
    }

    [Fact]
    public void Folders_are_joined_by_key_and_columns_chosen_by_globs()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"title":"X"}""").Item("b", "x", """{"stats_words":3,"stats_lines":1,"title":"not this","other":[]}""");
        shop.Item("a", "y", """{"title":"Y"}""").Item("b", "y", """{"stats_words":4,"stats_lines":2}""");
        var result = shop.Run(shop.Export(All("a"), new("b", ["stats_*"])));
        Assert.Equal(["key", "stats_lines", "stats_words", "title"], result.Columns.Select(column => column.Name));
        Assert.StartsWith(Line("x", """{"key":"x","title":"X","stats_words":3,"stats_lines":1}""", "train"), shop.Folder.Read("datasets/set/rows.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_a_folder_lacks_is_left_out_and_told()
    {
        using var shop = new Workshop();
        foreach (var key in new[] { "p", "q", "r" })
            shop.Item("a", key, """{"n":1}""");
        shop.Item("b", "q", """{"m":1}""").Item("b", "s", """{"m":1}""");
        var result = shop.Run(shop.Export(All("a"), All("b")));
        Assert.Equal(1, result.Rows);
        Assert.Equal(2, result.LeftOut.Count);
        Assert.Equivalent(new LeftOut("a", "missing", 1, ["s"]), result.LeftOut[0]);
        Assert.Equivalent(new LeftOut("b", "missing", 2, ["p", "r"]), result.LeftOut[1]);
        Assert.Equal("b", shop.Manifest().GetProperty("left_out")[1].GetProperty("folder").GetString());
        Assert.Contains("| b | missing | 2 | p, r |", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", "not_an_object")]
    [InlineData("null", "not_an_object")]
    [InlineData("[1] 2", "bad_json")]
    [InlineData("", "bad_json")]
    [InlineData("{\"a\":1", "bad_json")]
    [InlineData("{\"a\":1} x", "bad_json")]
    [InlineData("{\"a\":\"\\ud800\"}", "bad_json")]
    [InlineData("{\"a\":{\"\\ud800\":1}}", "bad_json")]
    [InlineData("{\"\\ud800\":1}", "bad_json")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "duplicate_field")]
    public void An_item_that_cannot_be_a_row_is_left_out_and_told(string json, string reason)
    {
        using var shop = new Workshop();
        shop.Item("a", "bad", json).Item("a", "good", """{"n":1}""");
        var result = shop.Run(shop.Export(All("a")));
        Assert.Equal(1, result.Rows);
        Assert.Equivalent(new LeftOut("a", reason, 1, ["bad"]), Assert.Single(result.LeftOut));
    }

    [Fact]
    public void Only_visible_json_files_are_items()
    {
        using var shop = new Workshop();
        shop.Item("a", "n", """{"n":1}""").Item("a", ".processing/m", "x").Item("a", ".hidden", "x").Item("a", "deep/er/.tmp/x", "x");
        shop.Folder.Write("data/a/page.html", "<p>");
        File.CreateSymbolicLink(shop.Folder["data/a/link.json"], shop.Folder["data/a/n.json"]);
        shop.Folder.Write("data/a/bad\uFFFDname.json", """{"n":1}""");
        File.WriteAllText(shop.Folder["data/a/large.json"], $$"""{"n":"{{new string('x', 1 << 20)}}"}""");

        var request = shop.Request(shop.Export(All("a")));
        var result = new DatasetExporter(shop.Volume, shop.Files).Export(request with { Pipeline = request.Pipeline with { ItemSizeLimit = 1 << 20 } });

        Assert.Equal(["n"], shop.SplitOfRows().Keys);
        Assert.Equal([("bad_name", 1L), ("not_a_file", 1L), ("too_large", 1L)], result.LeftOut.Select(one => (one.Reason, one.Count)));
    }

    [Fact]
    public void Rows_are_sorted_by_the_whole_key()
    {
        using var shop = new Workshop();
        string[] keys = ["a-b", "a/b", "a", "a0", "B", "é", "\uFB01", "😀"];
        foreach (var key in keys.Reverse())
            shop.Item("a", key, "{}");
        shop.Run(shop.Export(All("a")));
        Assert.Equal(
            keys.Order(StringComparer.Ordinal),
            File.ReadLines($"{shop.Dataset}/rows.jsonl").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()!));
    }

    [Fact]
    public void The_same_items_give_the_same_bytes_in_another_place()
    {
        using var one = new Workshop();
        using var other = new Workshop();
        var random = new Random(1);
        var items = Enumerable.Range(0, 300).Select(i => (Key: $"{i % 7}/k{i}", Json: $$"""{ "n": {{i}}, "t": ["x", null, "é{{i}}"], "o": { "d": {{i}}.5 } }""")).ToArray();
        foreach (var (key, json) in items)
            one.Item("a", key, json);
        random.Shuffle(items);
        foreach (var (key, json) in items)
            other.Item("a", key, json);
        one.Run(one.Export(All("a")) with { Split = Split });
        other.Run(other.Export(All("a")) with { Split = Split });
        Assert.Equal(one.Snapshot(), other.Snapshot());
        Assert.DoesNotContain(one.Snapshot().Values, content => content.Contains(one.Folder.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unchanged_export_touches_nothing()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        Assert.False(shop.Run(shop.Export(All("a"))).Unchanged);
        var old = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        foreach (var file in shop.Folder.Files("datasets/set"))
            File.SetLastWriteTimeUtc(shop.Folder[$"datasets/set/{file}"], old);
        Directory.SetLastWriteTimeUtc(shop.Dataset, old);

        Assert.True(shop.Run(shop.Export(All("a"))).Unchanged);

        Assert.Equal(old, Directory.GetLastWriteTimeUtc(shop.Dataset));
        Assert.All(shop.Folder.Files("datasets/set"), file => Assert.Equal(old, File.GetLastWriteTimeUtc(shop.Folder[$"datasets/set/{file}"])));
        Assert.False(Directory.Exists(shop.Folder["datasets/.history"]));
    }

    [Fact]
    public void A_damaged_file_is_no_unchanged_dataset()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var whole = shop.Snapshot("datasets/set");
        var file = $"{shop.Dataset}/data/train-00000-of-00001.parquet";
        var bytes = File.ReadAllBytes(file);
        bytes[10] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.False(shop.Run(shop.Export(All("a"))).Unchanged);
        Assert.Equal(whole, shop.Snapshot("datasets/set"));
    }

    [Fact]
    public void The_version_before_goes_to_the_history_and_the_one_before_that_away()
    {
        using var shop = new Workshop();
        var versions = new List<SortedDictionary<string, string>>();
        for (var i = 0; i < 3; i++)
        {
            shop.Item("a", $"k{i}", """{"n":1}""");
            shop.Run(shop.Export(All("a")));
            versions.Add(shop.Snapshot("datasets/set"));
        }
        Assert.Equal(versions[2], shop.Snapshot("datasets/set"));
        Assert.Equal(["2"], Directory.GetDirectories(shop.Folder["datasets/.history/set"]).Select(Path.GetFileName));
        Assert.Equal(versions[1], shop.Snapshot("datasets/.history/set/2"));
    }

    [Fact]
    public void The_users_own_files_come_along()
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/.git/HEAD", "ref: refs/heads/main\n");
        shop.Folder.Write("datasets/set/.git/objects/aa/bb", "blob");
        shop.Folder.Write("datasets/set/LICENSE", "CC0");
        File.CreateSymbolicLink(shop.Folder["datasets/set/latest"], "nowhere");
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        shop.Item("a", "y", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        Assert.Equal("CC0", shop.Folder.Read("datasets/set/LICENSE"));
        Assert.Equal("ref: refs/heads/main\n", shop.Folder.Read("datasets/set/.git/HEAD"));
        Assert.Equal("nowhere", new FileInfo(shop.Folder["datasets/set/latest"]).LinkTarget);
        Assert.Equal("blob", shop.Folder.Read("datasets/set/.git/objects/aa/bb"));
        Assert.Equal(2, shop.SplitOfRows().Count);
    }

    [Fact]
    public void What_is_not_completed_yet_is_told()
    {
        using var shop = new Workshop { NotCompleted = [new("a", "dead", 3)] };
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        Assert.Contains("**Partial**: 3 dead in `a`.", shop.Folder.Read("datasets/set/README.md"), StringComparison.Ordinal);
        Assert.Equal("dead", shop.Manifest().GetProperty("not_completed")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void A_folder_that_is_not_there_yet_gives_no_rows_and_a_warning()
    {
        using var shop = new Workshop();
        var result = shop.Run(shop.Export(All("a")));
        Assert.Equal(0, result.Rows);
        Assert.Contains("there are no rows", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal([new DatasetColumn("key", "text")], result.Columns);
    }

    [Fact]
    public void Progress_tells_every_phase_and_ends_at_the_total()
    {
        using var shop = new Workshop();
        for (var i = 0; i < 5; i++)
            shop.Item("a", $"k{i}", """{"n":1}""");
        var seen = new Collected();
        new DatasetExporter(shop.Volume, shop.Files).Export(shop.Request(shop.Export(All("a"))), seen);
        Assert.Equal(Enum.GetValues<ExportPhase>(), seen.Reports.Select(report => report.Phase).Distinct());
        Assert.Contains(new(ExportPhase.Reading, 5, 5), seen.Reports);
        Assert.Equal(new(ExportPhase.Verifying, 1, 1), seen.Reports[^1]);
    }

    [Fact]
    public void A_cancelled_export_leaves_the_old_dataset_and_nothing_else()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var before = shop.Snapshot();
        shop.Item("a", "y", """{"n":1}""");
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => shop.Run(shop.Export(All("a")), cancel.Token));
        Assert.Equal(before, shop.Snapshot());
    }

    [Fact]
    public void A_second_export_at_the_same_time_is_told()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        using var parent = shop.Volume.OpenFolder(shop.Folder["datasets"])!;
        using (shop.Volume.TryLock(parent, ".set.lock"))
        {
            var problem = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a"))));
            Assert.Contains("another export into", problem.Message, StringComparison.Ordinal);
        }
        Assert.True(shop.Run(shop.Export(All("a"))).Unchanged);
    }

    internal static string Line(string key, string row, string split) =>
        $$"""{"key":"{{key}}","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)))}}","split":"{{split}}"}""" + "\n";

    private static void AssertCanonical(string json)
    {
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', json);
        AssertSorted(JsonDocument.Parse(json).RootElement);
    }

    private static void AssertSorted(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in json.EnumerateArray())
                AssertSorted(element);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            var names = json.EnumerateObject().Select(property => property.Name).ToList();
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
            foreach (var property in json.EnumerateObject())
                AssertSorted(property.Value);
        }
    }

    private sealed class Collected : IProgress<ExportProgress>
    {
        public List<ExportProgress> Reports { get; } = [];

        public void Report(ExportProgress value) => Reports.Add(value);
    }
}
