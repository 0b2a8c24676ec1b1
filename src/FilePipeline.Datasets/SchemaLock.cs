using System.Text.Json;
using FilePipeline.Parquet;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// <c>schema.lock.json</c>, schema <c>filepipe.schema-lock/1</c>: the types the columns have had, so that a later export in which a
/// column has no value, or numbers without a fraction, keeps them. A type is a word (<c>"int64"</c>), <c>{"list": type}</c>,
/// <c>{"struct": [{"name": …, "type": …}]}</c>, or <c>null</c> where no value has told it yet.
/// Deleting the file, or a column in it, forgets. Words that no value tells by itself (<c>date</c>, <c>timestamp</c>, <c>int32</c>,
/// <c>float32</c>, <c>decimal(9,2)</c>, <c>binary</c>, <c>json</c> for any value) are for a person to write: they declare a type.
/// </summary>
internal static class SchemaLock
{
    private const string Schema = "filepipe.schema-lock/1";

    /// <param name="unknown">Places of which no value has told the type, as <see cref="JsonSchemaWarning.Path"/> names them.</param>
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
    /// <param name="columns">As <see cref="Read"/> gives them.</param>
    /// <param name="declared">Gets the types by path that a row cannot tell.</param>
    /// <exception cref="FormatException">A type is none.</exception>
    public static byte[] ToRow(IEnumerable<(string Name, JsonElement Type)> columns, Dictionary<string, ParquetType> declared)
    {
        var buffer = new ItemBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key", "");
            WriteValues(json, columns, "", declared);
            json.WriteEndObject();
        }
        return buffer.Span.ToArray();
    }

    /// <summary>The columns and their types as they are written.</summary>
    /// <param name="file"><c>null</c>: there is none yet.</param>
    /// <exception cref="JsonException">It is no lock.</exception>
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
        else if (unknown.Contains(path))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(type.ToString());
        }
    }

    private static void WriteValues(Utf8JsonWriter json, IEnumerable<(string Name, JsonElement Type)> fields, string parent, Dictionary<string, ParquetType> declared)
    {
        foreach (var (name, type) in fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, type, ColumnPath.Field(parent, name), declared);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement type, string path, Dictionary<string, ParquetType> declared)
    {
        if (type.ValueKind == JsonValueKind.Null)
        {
            json.WriteNullValue();
        }
        else if (type.ValueKind == JsonValueKind.String)
        {
            WriteValue(json, ParquetType.Parse(type.GetString()!), path, declared);
        }
        else if (type.TryGetProperty("list", out var element))
        {
            json.WriteStartArray();
            WriteValue(json, element, ColumnPath.Element(path), declared);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject();
            WriteValues(json, Fields(type.GetProperty("struct")), path, declared);
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ParquetType type, string path, Dictionary<string, ParquetType> declared)
    {
        switch (type)
        {
            case ParquetType.Boolean:
                json.WriteBooleanValue(true);
                break;
            case ParquetType.Int64:
                json.WriteNumberValue(0);
                break;
            case ParquetType.Double:
                json.WriteNumberValue(0.5);
                break;
            case ParquetType.Text:
                json.WriteStringValue("");
                break;
            default:
                declared.Add(path, type);
                json.WriteNullValue();
                break;
        }
    }

    private static List<(string Name, JsonElement Type)> Fields(JsonElement fields) =>
        [.. fields.EnumerateArray().Select(field => (field.GetProperty("name").GetString()!, field.GetProperty("type")))];
}
