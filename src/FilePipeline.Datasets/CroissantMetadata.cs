using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FilePipeline.Folders;

namespace FilePipeline.Datasets;

/// <summary>
/// <c>croissant.json</c>: the dataset in the vocabulary of MLCommons Croissant 1.1 (JSON-LD over schema.org), for search engines and
/// loaders: each file with size and digest, a record set with the columns, and one with the splits. Canonical JSON.
/// </summary>
internal static class CroissantMetadata
{
    private const string Records = "default";
    private const string Splits = "default_splits";
    private const string FileSet = "files";

    /// <param name="mediaType">Of the files.</param>
    /// <param name="license">An id of the Hugging Face hub, as <c>cc0-1.0</c>, or an address; <c>null</c>: not known.</param>
    public static byte[] Write(DatasetFacts facts, string mediaType, string? license)
    {
        var root = new JsonObject
        {
            ["@context"] = Context(),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = "http://mlcommons.org/croissant/1.1",
            ["name"] = facts.Name,
            ["description"] = string.Create(CultureInfo.InvariantCulture,
                $"{facts.Rows} rows made from the folders {string.Join(", ", facts.Inputs.Select(input => input.Folder))}; README.md tells more."),
            ["version"] = facts.Version.ToString(),
            ["distribution"] = new JsonArray([.. facts.Files.Select(file => File(file, mediaType)), Set(mediaType)]),
            ["recordSet"] = new JsonArray(SplitRecords(facts), RowRecords(facts)),
        };
        if (license is not null)
            root["license"] = license.Contains("://", StringComparison.Ordinal) ? license : $"https://choosealicense.com/licenses/{license}/";
        return CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(root));
    }

    private static JsonObject File(DatasetFile file, string mediaType) => new()
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = file.Path,
        ["name"] = file.Path,
        ["contentUrl"] = file.Path,
        ["contentSize"] = string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} B"),
        ["encodingFormat"] = mediaType,
        ["sha256"] = file.Sha256,
    };

    private static JsonObject Set(string mediaType) => new()
    {
        ["@type"] = "cr:FileSet",
        ["@id"] = FileSet,
        ["name"] = FileSet,
        ["encodingFormat"] = mediaType,
        ["includes"] = $"{DatasetNames.Data}/*",
    };

    private static JsonObject SplitRecords(DatasetFacts facts) => new()
    {
        ["@type"] = "cr:RecordSet",
        ["@id"] = Splits,
        ["name"] = Splits,
        ["dataType"] = "cr:Split",
        ["key"] = CroissantField.Reference($"{Splits}/name"),
        ["field"] = new JsonArray(Field("name", "sc:Text"), Field("url", "cr:Split")),
        ["data"] = new JsonArray([.. facts.Splits.Select(split =>
        {
            var record = new JsonObject { [$"{Splits}/name"] = split.Name };
            if (MeaningOf(split.Name) is { } meaning)
                record[$"{Splits}/url"] = meaning;
            return record;
        })]),
    };

    private static JsonObject Field(string name, string type) =>
        new() { ["@type"] = "cr:Field", ["@id"] = $"{Splits}/{name}", ["name"] = name, ["dataType"] = type };

    private static string? MeaningOf(string split) => split.ToLowerInvariant() switch
    {
        "train" or "training" => "cr:TrainingSplit",
        "validation" or "val" or "valid" or "dev" => "cr:ValidationSplit",
        "test" or "testing" or "eval" => "cr:TestSplit",
        _ => null,
    };

    private static JsonObject RowRecords(DatasetFacts facts)
    {
        var fields = new CroissantField(Records, FileSet, facts.Format, facts.Descriptions);
        return new()
        {
            ["@type"] = "cr:RecordSet",
            ["@id"] = Records,
            ["name"] = Records,
            ["key"] = new JsonArray([.. facts.Schema.Fields.Where(field => !field.Nullable).Select(field => CroissantField.Reference(fields.IdOf(field.Name)))]),
            ["field"] = new JsonArray([fields.OfSplit(facts, $"{Splits}/name"), .. facts.Schema.Fields.Select(fields.Of)]),
        };
    }

    /// <summary>The names of the vocabulary as the specification maps them.</summary>
    private static JsonObject Context()
    {
        var context = new JsonObject
        {
            ["@language"] = "en",
            ["@vocab"] = "https://schema.org/",
            ["cr"] = "http://mlcommons.org/croissant/",
            ["dct"] = "http://purl.org/dc/terms/",
            ["sc"] = "https://schema.org/",
            ["conformsTo"] = "dct:conformsTo",
            ["data"] = new JsonObject { ["@id"] = "cr:data", ["@type"] = "@json" },
            ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
        };
        foreach (var name in (string[])["arrayShape", "column", "extract", "field", "fileProperty", "fileSet", "includes", "isArray", "jsonPath", "key", "recordSet", "references", "regex", "source", "subField", "transform"])
            context[name] = $"cr:{name}";
        return context;
    }
}
