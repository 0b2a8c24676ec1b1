using System.Text.Json;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets.Formats;

/// <summary>
/// Takes rows apart into the cells of given columns, and refuses rows that do not fit their types, for formats that would take
/// anything.
/// </summary>
internal sealed class RowCells : IDisposable
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly (int Start, int Length)[] _cells;
    private readonly JsonParquetWriter _check;
    private byte[] _row = [];

    public RowCells(ParquetSchema schema)
    {
        for (var i = 0; i < schema.Fields.Count; i++)
            _places.Add(schema.Fields[i].Name, i);
        _cells = new (int, int)[_places.Count];
        // its pages go nowhere
        _check = new(Stream.Null, schema, new() { Codec = Parquet.Compression.None });
    }

    /// <param name="row">JSON without blanks.</param>
    /// <exception cref="JsonRowException">The row does not fit.</exception>
    public void Read(ReadOnlySpan<byte> row)
    {
        _check.Add(row);
        Array.Clear(_cells);
        if (_row.Length < row.Length)
            _row = new byte[row.Length * 2];
        row.CopyTo(_row);
        var json = new Utf8JsonReader(row);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = _places[json.GetString()!];
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            _cells[place] = (start, (int)json.BytesConsumed - start);
        }
    }

    /// <summary>The JSON value in a column of the row that was read last, as it is written there; <c>null</c> where there is none.</summary>
    public ReadOnlySpan<byte> Cell(int column) =>
        _cells[column] is (var start, > 0 and var length) ? _row.AsSpan(start, length) : "null"u8;

    public void Dispose() => _check.Dispose();
}
