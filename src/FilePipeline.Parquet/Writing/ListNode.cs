using System.Text.Json;

namespace FilePipeline.Parquet.Writing;

/// <summary>A list in the format's three levels: the list itself, its repeated group, the element.</summary>
internal sealed class ListNode(string path, int parentDefinition, bool nullable, int repetitionOfElements, Func<int, ColumnNode> element)
    : ColumnNode(path, parentDefinition, nullable)
{
    private readonly ColumnNode _element = element(parentDefinition + (nullable ? 1 : 0) + 1);

    public override void WriteAbsent(int repetition, int definition) => _element.WriteAbsent(repetition, definition);

    protected override void WriteValue(ref RowCursor row, int repetition)
    {
        if (row.Json.TokenType != JsonTokenType.StartArray)
            throw new JsonRowException(Path, $"`{Path}` is a list, and the row has {row.Shown}");
        row.Json.Read();
        if (row.Json.TokenType == JsonTokenType.EndArray)
        {
            WriteAbsent(repetition, Definition);
            return;
        }
        for (; row.Json.TokenType != JsonTokenType.EndArray; row.Json.Read())
        {
            _element.Write(ref row, repetition);
            repetition = repetitionOfElements;
        }
    }
}
