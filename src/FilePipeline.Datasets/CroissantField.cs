using System.Text.Json.Nodes;
using FilePipeline.Definition;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Columns as fields of a Croissant record set.</summary>
internal sealed class CroissantField(string records, string fileSet, ExportFormat format, IReadOnlyDictionary<string, string> descriptions)
{
    public static JsonObject Reference(string id) => new() { ["@id"] = id };

    /// <summary>Ids are addresses, so names are escaped.</summary>
    public string IdOf(string column) => $"{records}/{Uri.EscapeDataString(column)}";

    public JsonObject Of(ParquetField column)
    {
        var field = Describe(IdOf(column.Name), column.Name, column.Type, () => Source(column.Name), "$");
        if (descriptions.TryGetValue(column.Name, out var description))
            field["description"] = description;
        return field;
    }

    /// <summary>The split of a row, by the name of its file.</summary>
    public JsonObject OfSplit(DatasetFacts facts, string splits)
    {
        var name = "split";
        while (facts.Schema.Fields.Any(field => field.Name == name))
            name = $"_{name}";
        return new()
        {
            ["@type"] = "cr:Field",
            ["@id"] = IdOf(name),
            ["name"] = name,
            ["dataType"] = "sc:Text",
            ["references"] = new JsonObject { ["field"] = Reference(splits) },
            ["source"] = new JsonObject
            {
                ["fileSet"] = Reference(fileSet),
                ["extract"] = new JsonObject { ["fileProperty"] = "filename" },
                ["transform"] = new JsonObject { ["regex"] = $"^({string.Join('|', facts.Splits.Select(split => split.Name))})-[0-9]+-of-[0-9]+[.]" },
            },
        };
    }

    /// <param name="source">Where the whole column comes from.</param>
    /// <param name="path">From the column's value to this one, in JSONPath.</param>
    private JsonObject Describe(string id, string name, ParquetType type, Func<JsonObject> source, string path)
    {
        var field = new JsonObject { ["@type"] = "cr:Field", ["@id"] = id, ["name"] = name };
        var lists = 0;
        for (; type is ParquetType.List list; type = list.Element, lists++)
            path += "[*]";
        if (lists > 0)
        {
            field["isArray"] = true;
            field["arrayShape"] = string.Join(',', Enumerable.Repeat("-1", lists));
        }
        if (type is ParquetType.Struct parts)
        {
            field["subField"] = new JsonArray([.. parts.Fields.Select(part => Part(id, part, source, $"{path}{Step(part.Name)}"))]);
        }
        else
        {
            field["dataType"] = DataType(type);
            field["source"] = source();
        }
        return field;
    }

    private JsonObject Part(string id, ParquetField part, Func<JsonObject> source, string path) =>
        Describe($"{id}/{Uri.EscapeDataString(part.Name)}", part.Name, part.Type, () => Transformed(source(), path), path);

    private static JsonObject Transformed(JsonObject source, string path)
    {
        source["transform"] = new JsonObject { ["jsonPath"] = path };
        return source;
    }

    private JsonObject Source(string column) => new()
    {
        ["fileSet"] = Reference(fileSet),
        ["extract"] = format == ExportFormat.Jsonl ? new JsonObject { ["jsonPath"] = $"${Step(column)}" } : new JsonObject { ["column"] = column },
    };

    private static string Step(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0])
            ? $".{name}"
            : $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    private static string DataType(ParquetType type) => type switch
    {
        ParquetType.Boolean => "sc:Boolean",
        ParquetType.Int32 or ParquetType.Int64 => "sc:Integer",
        ParquetType.Float32 or ParquetType.Double or ParquetType.Decimal => "sc:Float",
        ParquetType.Date => "sc:Date",
        ParquetType.Timestamp => "sc:DateTime",
        _ => "sc:Text",
    };
}
