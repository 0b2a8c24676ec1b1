using System.Text.Json;
using FilePipeline.Parquet;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// <c>schema.lock.json</c>, schema <c>filepipe.schema-lock/1</c>: the types the columns have had, so that a later export in which a
/// column has no value, or numbers without a fraction, keeps them. A type is a word (<c>"int64"</c>), <c>{"list": type}</c>,
/// <c>{"struct": [{"name": …, "type": …}]}</c>, or <c>null</c> where no value has told it yet.
/// Deleting the file, or a column in it, forgets.
/// </summary>
internal static class SchemaLock
{
    private const string Schema = "filepipe.schema-lock/1";

    /// <param name="unknown">Places without any value, as <see cref="JsonSchemaWarning.Path"/> names them.</param>
    public static byte[] Write(ParquetSchema schema, IReadOnlySet<string> unknown)
    {
        var buffer = new ItemBuffer();
        using (var json = new Utf8JsonWriter(buffer, DatasetManifest.Canonical))
        {
            json.WriteStartObject();
            json.WritePropertyName("columns");
            WriteFields(json, schema.Fields, "", unknown);
            json.WriteString("schema", Schema);
            json.WriteEndObject();
        }
        buffer.Write((byte)'\n');
        return buffer.Span.ToArray();
    }

    /// <summary>A row of the locked types, which a schema builder takes for one more row; with <c>key</c> in any case.</summary>
    /// <param name="file"><c>null</c>: there is none yet.</param>
    /// <param name="isColumn">Columns for which it says no are forgotten.</param>
    /// <exception cref="JsonException">It is no lock.</exception>
    public static byte[] ToRow(byte[]? file, Func<string, bool> isColumn)
    {
        var buffer = new ItemBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key", "");
            foreach (var (name, type) in Read(file))
            {
                if (name == "key" || !isColumn(name))
                    continue;
                json.WritePropertyName(name);
                WriteValue(json, type);
            }
            json.WriteEndObject();
        }
        return buffer.Span.ToArray();
    }

    /// <summary>The columns and their types as they are written.</summary>
    public static IReadOnlyList<(string Name, JsonElement Type)> Read(byte[]? file)
    {
        if (file is null)
            return [];
        try
        {
            var root = JsonElement.Parse(file);
            return root.GetProperty("schema").GetString() == Schema
                ? Fields(root.GetProperty("columns"))
                : throw new JsonException($"its schema is not {Schema}");
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, IEnumerable<ParquetField> fields, string parent, IReadOnlySet<string> unknown)
    {
        json.WriteStartArray();
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("type");
            WriteType(json, field.Type, ColumnPath.Field(parent, field.Name), unknown);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter json, ParquetType type, string path, IReadOnlySet<string> unknown)
    {
        if (type is ParquetType.Struct parts)
        {
            json.WriteStartObject();
            json.WritePropertyName("struct");
            WriteFields(json, parts.Fields, path, unknown);
            json.WriteEndObject();
        }
        else if (type is ParquetType.List list)
        {
            json.WriteStartObject();
            json.WritePropertyName("list");
            WriteType(json, list.Element, ColumnPath.Element(path), unknown);
            json.WriteEndObject();
        }
        else if (type is ParquetType.Text && unknown.Contains(path))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(type.ToString());
        }
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.Null)
        {
            json.WriteNullValue();
        }
        else if (type.ValueKind == JsonValueKind.String)
        {
            json.WriteRawValue(type.GetString() switch
            {
                "boolean" => "true",
                "int64" => "0",
                "double" => "0.5",
                "text" => "\"\"",
                "json" => "{}", // objects that had no fields
                var other => throw new JsonException($"there is no type `{other}`"),
            });
        }
        else if (type.TryGetProperty("list", out var element))
        {
            json.WriteStartArray();
            if (element.ValueKind != JsonValueKind.Null)
                WriteValue(json, element);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject();
            foreach (var (name, part) in Fields(type.GetProperty("struct")))
            {
                json.WritePropertyName(name);
                WriteValue(json, part);
            }
            json.WriteEndObject();
        }
    }

    private static List<(string Name, JsonElement Type)> Fields(JsonElement fields) =>
        [.. fields.EnumerateArray().Select(field => (field.GetProperty("name").GetString()!, field.GetProperty("type")))];
}
