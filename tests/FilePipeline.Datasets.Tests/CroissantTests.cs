using System.Security.Cryptography;
using System.Text.Json;
using FilePipeline.Definition;
using FilePipeline.TestKit;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class CroissantTests
{
    private const string Item = """{"d":1.5,"l":["x"],"ll":[[1]],"ls":[{"s":1,"deep":{"t":[true]}}],"n":1,"odd name: é\"'":1,"split":"mine","st":{"a":"x","b c":[1]}}""";

    [Theory]
    [InlineData(ExportFormat.Parquet, "application/x-parquet")]
    [InlineData(ExportFormat.Csv, "text/csv")]
    [InlineData(ExportFormat.Jsonl, "application/jsonlines")]
    public void Every_file_is_there_with_its_size_and_digest(ExportFormat format, string mediaType)
    {
        using var shop = Made(format, out var croissant);
        var files = OfType(croissant.GetProperty("distribution"), "cr:FileObject").ToList();
        Assert.Equal(shop.Folder.Files("datasets/set/data").Select(file => $"data/{file}"), files.Select(file => Text(file, "contentUrl")).Order(StringComparer.Ordinal));
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes($"{shop.Dataset}/{Text(file, "contentUrl")}");
            Assert.Equal($"{bytes.Length} B", Text(file, "contentSize"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Text(file, "sha256"));
            Assert.Equal(mediaType, Text(file, "encodingFormat"));
        }
    }

    [Theory]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Jsonl)]
    public void Every_id_is_unique_and_every_reference_leads_to_one(ExportFormat format)
    {
        using var shop = Made(format, out var croissant);
        var made = new List<string>();
        var used = new List<string>();
        foreach (var node in Objects(croissant).Where(node => node.TryGetProperty("@id", out _)))
            (node.TryGetProperty("@type", out _) ? made : used).Add(Text(node, "@id"));
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Empty(used.Except(made));
        Assert.NotEmpty(used);
        Assert.All(made, id => Assert.True(Uri.IsWellFormedUriString(id, UriKind.Relative), id));
        Assert.Equal(["default/split"], made.Where(id => id == "default/split")); // the user's column; ours makes way
        Assert.Contains("default/_split", made);
    }

    [Fact]
    public void The_fields_are_the_columns_and_the_splits_are_records()
    {
        using var shop = Made(ExportFormat.Parquet, out var croissant);
        var records = OfType(croissant.GetProperty("recordSet"), "cr:RecordSet").ToList();
        var rows = records.Single(set => !set.TryGetProperty("dataType", out _));
        var fields = rows.GetProperty("field").EnumerateArray().ToList();
        Assert.Equal(
            shop.Manifest().GetProperty("columns").EnumerateArray().Select(column => Text(column, "name")),
            fields.Skip(1).Select(field => Text(field, "name")));
        Assert.All(fields.Skip(1).Where(field => field.TryGetProperty("source", out _)), field => Assert.Equal(Text(field, "name"), Text(field.GetProperty("source").GetProperty("extract"), "column")));
        var types = fields.ToDictionary(field => Text(field, "name"), field => field.TryGetProperty("dataType", out var type) ? type.GetString() : null);
        Assert.Equal(("sc:Text", "sc:Float", "sc:Integer", null), (types["key"], types["d"], types["n"], types["st"]));
        var nested = fields.Single(field => Text(field, "name") == "ll");
        Assert.Equal(("-1,-1", true), (Text(nested, "arrayShape"), nested.GetProperty("isArray").GetBoolean()));
        Assert.Equal(
            ["$[*].deep.t", "$[*].s", "$.a", "$['b c']"],
            Objects(rows).Where(node => node.TryGetProperty("jsonPath", out _)).Select(node => Text(node, "jsonPath")));
        Assert.Equal("The number", Text(fields.Single(field => Text(field, "name") == "n"), "description"));

        var splits = records.Single(set => set.TryGetProperty("dataType", out var type) && type.GetString() == "cr:Split");
        Assert.Equal(
            [("train", "cr:TrainingSplit"), ("validation", "cr:ValidationSplit"), ("test", "cr:TestSplit")],
            splits.GetProperty("data").EnumerateArray().Select(split => (Text(split, "default_splits/name"), Text(split, "default_splits/url"))));
    }

    [Fact]
    public void Version_and_license_are_those_of_manifest_and_card()
    {
        using var shop = Made(ExportFormat.Parquet, out _);
        shop.Folder.Write("datasets/set/README.md", shop.Folder.Read("datasets/set/README.md").Replace("configs:\n", "license: cc0-1.0\nconfigs:\n", StringComparison.Ordinal));
        shop.Item("a", "more", Item);
        shop.Run(shop.Export(All("a")));
        using var croissant = JsonDocument.Parse(shop.Folder.Read("datasets/set/croissant.json"));
        Assert.Equal("https://choosealicense.com/licenses/cc0-1.0/", Text(croissant.RootElement, "license"));
        Assert.Equal(shop.Manifest().GetProperty("version").GetString(), Text(croissant.RootElement, "version"));
        Assert.Equal("http://mlcommons.org/croissant/1.1", Text(croissant.RootElement, "conformsTo"));
    }

    [Fact]
    public void Every_word_of_it_is_one_that_official_examples_and_specification_use()
    {
        if (SharedData.Find("conformance/croissant") is not { } folder)
        {
            Assert.Skip("the official examples are not here");
            return;
        }
        using var shop = Made(ExportFormat.Parquet, out var croissant);
        var texts = Directory.EnumerateFiles(folder).Select(File.ReadAllText).ToList();
        var words = Objects(croissant).SelectMany(node => node.EnumerateObject()).Select(member => member.Name)
            .Concat(Objects(croissant).Where(node => node.TryGetProperty("dataType", out var type) && type.ValueKind == JsonValueKind.String).Select(node => Text(node, "dataType")))
            .Where(word => !word.StartsWith("default_splits/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("arrayShape", words);
        Assert.All(words, word => Assert.True(texts.Exists(text => text.Contains($"\"{word}\"", StringComparison.Ordinal) || text.Contains($">{word}<", StringComparison.Ordinal)), word));

        // what the official 1.1 example maps a word to is what ours maps it to
        using var official = JsonDocument.Parse(File.ReadAllText($"{folder}/1.1__huggingface-squad_v2.json"));
        var theirs = official.RootElement.GetProperty("@context");
        foreach (var mapped in croissant.GetProperty("@context").EnumerateObject())
            Assert.True(JsonElement.DeepEquals(theirs.GetProperty(mapped.Name), mapped.Value), mapped.Name);
    }

    private static Workshop Made(ExportFormat format, out JsonElement croissant)
    {
        var shop = new Workshop();
        shop.Item("a", "a/b/c", Item).Item("a", "Machine_learning", Item);
        shop.Run(shop.Export(All("a")) with { Split = Split, Format = format, Columns = [new("n", null, "The number")] });
        croissant = JsonElement.Parse(shop.Folder.Read("datasets/set/croissant.json"));
        return shop;
    }

    private static string Text(JsonElement at, string name) => at.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> OfType(JsonElement list, string type) => list.EnumerateArray().Where(node => Text(node, "@type") == type);

    private static IEnumerable<JsonElement> Objects(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().Where(member => member.Name != "@context").SelectMany(member => Objects(member.Value)).Prepend(at),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
