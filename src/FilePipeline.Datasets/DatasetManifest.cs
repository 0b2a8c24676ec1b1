using System.Text.Encodings.Web;
using System.Text.Json;
using FilePipeline.Datasets.Formats;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// <c>manifest.json</c>, what a dataset consists of and how it came about: schema <c>filepipe.dataset/1</c>, canonical JSON (UTF-8, LF,
/// two spaces, keys sorted, final newline).
/// </summary>
internal static class DatasetManifest
{
    public const string Schema = "filepipe.dataset/1";

    public static readonly JsonWriterOptions Canonical = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // keys are written in ordinal order throughout
    public static byte[] Write(DatasetFacts facts)
    {
        var buffer = new ItemBuffer();
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartObject();
            WriteList(json, "columns", facts.Schema.Fields, field =>
            {
                if (facts.Descriptions.TryGetValue(field.Name, out var description))
                    json.WriteString("description", description);
                json.WriteString("name", field.Name);
                json.WriteBoolean("nullable", field.Nullable);
                json.WriteString("type", field.Type.ToString());
            });
            WriteList(json, "files", facts.Files, file =>
            {
                json.WriteNumber("bytes", file.Bytes);
                json.WriteString("path", file.Path);
                json.WriteNumber("rows", file.Rows);
                json.WriteString("sha256", file.Sha256);
                json.WriteString("split", file.Split);
            });
            json.WriteString("format", RowFormats.NameOf(facts.Format));
            WriteList(json, "from", facts.Inputs, input =>
            {
                WriteTexts(json, "columns", input.Columns);
                json.WriteString("folder", input.Folder);
            });
            json.WriteNumber("items", facts.Items);
            WriteList(json, "left_out", facts.LeftOut, one =>
            {
                json.WriteNumber("count", one.Count);
                WriteTexts(json, "first", one.First);
                json.WriteString("folder", one.Folder);
                json.WriteString("reason", one.Reason);
            });
            json.WriteString("name", facts.Name);
            WriteList(json, "not_completed", facts.NotCompleted, lack =>
            {
                json.WriteNumber("count", lack.Count);
                json.WriteString("folder", lack.Folder);
                json.WriteString("state", lack.State);
            });
            json.WriteBoolean("partial", facts.Lack is not null);
            json.WriteStartObject("row_digests");
            json.WriteNumber("bytes", facts.RowDigests.Bytes);
            json.WriteString("path", facts.RowDigests.Path);
            json.WriteString("sha256", facts.RowDigests.Sha256);
            json.WriteEndObject();
            json.WriteNumber("rows", facts.Rows);
            if (facts.RowsOf is { } field)
                json.WriteString("rows_of", field);
            json.WriteString("schema", Schema);
            WriteSplit(json, facts);
            json.WriteString("version", facts.Version.ToString());
            json.WriteEndObject();
        }
        buffer.Write((byte)'\n');
        return buffer.Span.ToArray();
    }

    private static void WriteSplit(Utf8JsonWriter json, DatasetFacts facts)
    {
        json.WriteStartObject("split");
        WriteList(json, "parts", facts.Splits, split =>
        {
            json.WriteNumber("json_bytes", split.JsonBytes);
            json.WriteString("name", split.Name);
            json.WriteNumber("rows", split.Rows);
            if (facts.Split?.Parts.First(part => part.Name == split.Name) is { } part)
                json.WriteNumber("weight", part.Weight);
        });
        if (facts.Split is { } split)
        {
            json.WriteString("rule", "floor(u64be(sha256(salt, 0x00, key)[0..8]) * total / 2^64)");
            json.WriteString("salt", split.Salt);
        }
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
