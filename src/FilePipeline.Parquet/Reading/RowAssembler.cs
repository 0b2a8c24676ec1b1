using System.Text.Json;

namespace FilePipeline.Parquet.Reading;

/// <summary>Puts the rows of a row group together again from its columns, as JSON.</summary>
internal sealed class RowAssembler(SchemaNode schema, IReadOnlyList<ColumnCursor> columns)
{
    public void WriteRow(Utf8JsonWriter json) => WriteFields(schema, json);

    /// <summary>A field of a group: a value, null, or an array where the field repeats.</summary>
    private void Write(SchemaNode node, Utf8JsonWriter json)
    {
        if (node.IsRepeated)
            WriteArray(node, node, json);
        else if (columns[node.FirstLeaf].Definition < node.Definition)
            WriteNull(node, json);
        else
            WriteValue(node, json);
    }

    private void WriteValue(SchemaNode node, Utf8JsonWriter json)
    {
        if (node.ListElement is { } element)
            WriteArray(node.Children[0], element, json);
        else if (node.IsLeaf)
            CellText.Write(node, columns[node.FirstLeaf].Take(), json);
        else
            WriteFields(node, json);
    }

    private void WriteFields(SchemaNode group, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var field in group.Children)
        {
            json.WritePropertyName(field.Name);
            Write(field, json);
        }
        json.WriteEndObject();
    }

    private void WriteArray(SchemaNode repeated, SchemaNode element, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        var first = columns[repeated.FirstLeaf];
        if (first.Definition < repeated.Definition)
        {
            Skip(repeated);
        }
        else
        {
            do
            {
                if (element == repeated)
                    WriteValue(element, json);
                else
                    Write(element, json);
            }
            while (first.Repetition == repeated.Repetition);
        }
        json.WriteEndArray();
    }

    private void WriteNull(SchemaNode node, Utf8JsonWriter json)
    {
        Skip(node);
        json.WriteNullValue();
    }

    private void Skip(SchemaNode node)
    {
        foreach (var leaf in node.Leaves)
            columns[leaf.FirstLeaf].Skip();
    }
}
