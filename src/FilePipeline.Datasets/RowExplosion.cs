using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// One row for each element of an array: the row of the item with the element in the array's place, and its number behind the key.
/// <code>{"key":"a","t":1,"chunks":["x","y"]}  →  {"key":"a","row_index":0,"t":1,"chunks":"x"}  {"key":"a","row_index":1,…,"chunks":"y"}</code>
/// </summary>
internal sealed class RowExplosion(string field)
{
    public const string Index = "row_index";

    private readonly ItemBuffer _row = new();
    private readonly List<Range> _elements = [];

    /// <summary>Where the array stands in the item's row, and where the key ends.</summary>
    private Range _array;
    private int _afterKey;

    public int Count => _elements.Count;

    /// <param name="row">As <see cref="RowComposer"/> makes it.</param>
    /// <returns><c>null</c>, or why it has no rows: a reason of <see cref="LeftOut"/>.</returns>
    public string? Begin(ReadOnlySpan<byte> row)
    {
        _elements.Clear();
        var json = new Utf8JsonReader(row);
        json.Read();
        json.Read();
        json.Read();
        _afterKey = (int)json.BytesConsumed;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals(field);
            json.Read();
            if (!found)
            {
                json.Skip();
                continue;
            }
            if (json.TokenType == JsonTokenType.Null)
                break;
            if (json.TokenType != JsonTokenType.StartArray)
                return "not_an_array";
            var start = (int)json.TokenStartIndex;
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var element = (int)json.TokenStartIndex;
                json.Skip();
                _elements.Add(element..(int)json.BytesConsumed);
            }
            _array = start..(int)json.BytesConsumed;
        }
        return _elements.Count > 0 ? null : "no_rows";
    }

    /// <param name="row">The same as before.</param>
    /// <returns>Valid until the next is asked for.</returns>
    public ReadOnlySpan<byte> Row(ReadOnlySpan<byte> row, int index)
    {
        _row.Clear();
        _row.Write(row[.._afterKey]);
        _row.Write(",\"row_index\":"u8);
        Span<byte> number = stackalloc byte[16];
        index.TryFormat(number, out var digits, default, null);
        _row.Write(number[..digits]);
        _row.Write(row[_afterKey.._array.Start]);
        _row.Write(row[_elements[index]]);
        _row.Write(row[_array.End..]);
        return _row.Span;
    }
}
