using System.Text;
using System.Text.Json;

namespace FilePipeline.Parquet.Writing;

/// <summary>An object with known fields. Rows mostly have them in the same order, so the field that followed last time is tried first.</summary>
internal sealed class StructNode : ColumnNode
{
    private readonly ColumnNode[] _fields;
    private readonly byte[][] _names;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byName;
    private readonly int[] _following; // by field: the one that came after it last time; the last entry is for the start
    private readonly long[] _seenIn;
    private long _objects;

    public StructNode(string path, int parentDefinition, bool nullable, IReadOnlyList<(byte[] Name, ColumnNode Node)> fields)
        : base(path, parentDefinition, nullable)
    {
        _fields = [.. fields.Select(field => field.Node)];
        _names = [.. fields.Select(field => field.Name)];
        _byName = fields.Select((field, index) => (field.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, Utf8Names.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
        _following = [.. Enumerable.Range(1, fields.Count - 1), 0, 0];
        _seenIn = new long[fields.Count];
    }

    public override void WriteAbsent(int repetition, int definition)
    {
        foreach (var field in _fields)
            field.WriteAbsent(repetition, definition);
    }

    protected override void WriteValue(ref RowCursor row, int repetition)
    {
        if (row.Json.TokenType != JsonTokenType.StartObject)
            throw new JsonRowException(Path, $"`{Path}` is an object, and the row has {row.Shown}");
        var thisObject = ++_objects;
        var last = _fields.Length;
        var count = 0;
        for (row.Json.Read(); row.Json.TokenType != JsonTokenType.EndObject; row.Json.Read())
        {
            var index = _following[last];
            if (row.Json.ValueIsEscaped || !row.Json.ValueSpan.SequenceEqual(_names[index]))
                index = _following[last] = Find(ref row);
            if (_seenIn[index] == thisObject)
                throw new JsonRowException(PathOf(ref row), $"`{PathOf(ref row)}` stands twice in one object");
            _seenIn[index] = thisObject;
            row.Json.Read();
            _fields[index].Write(ref row, repetition);
            last = index;
            count++;
        }
        if (count == _fields.Length)
            return;
        for (var index = 0; index < _fields.Length; index++)
        {
            if (_seenIn[index] != thisObject)
                _fields[index].WriteNull(repetition);
        }
    }

    private int Find(ref RowCursor row)
    {
        var name = row.Json.ValueIsEscaped ? Unescaped(ref row) : row.Json.ValueSpan;
        return _byName.TryGetValue(name, out var index)
            ? index
            : throw new JsonRowException(PathOf(ref row), $"the schema has no `{PathOf(ref row)}`");
    }

    private byte[] Unescaped(ref RowCursor row)
    {
        try
        {
            return Encoding.UTF8.GetBytes(row.Json.GetString()!);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonRowException(Path, "the row has half a surrogate pair in a field name, which no UTF-8 text can hold", e);
        }
    }

    private string PathOf(ref RowCursor row) => ColumnPath.Field(Path, row.Json.GetString()!);
}
