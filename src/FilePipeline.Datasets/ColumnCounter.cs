using System.Globalization;
using System.Text;
using System.Text.Json;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Gathers the statistics of one column, cell by cell.</summary>
internal sealed class ColumnCounter(DatasetColumn column)
{
    private readonly ParquetType _type = ParquetType.Parse(column.Type);
    private readonly DistinctEstimate _distinct = new();
    private long _values;
    private long _nulls;
    private byte[]? _min;
    private byte[]? _max;

    /// <param name="json">At the cell; at its last token afterwards.</param>
    public void Add(ref Utf8JsonReader json, ReadOnlySpan<byte> row)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            _nulls++;
            return;
        }
        var start = (int)json.TokenStartIndex;
        json.Skip();
        var cell = row[start..(int)json.BytesConsumed];
        _values++;
        _distinct.Add(cell);
        if (_type is ParquetType.List or ParquetType.Struct or ParquetType.Json or ParquetType.Binary)
            return;
        if (_min is null || Compare(cell, _min) < 0)
            _min = cell.ToArray();
        if (_max is null || Compare(cell, _max) > 0)
            _max = cell.ToArray();
    }

    public ColumnStatistics Result() => new(column, _values, _nulls, Math.Min(_distinct.Count(), _values), Text(_min), Text(_max));

    private int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => _type switch
    {
        ParquetType.Int32 or ParquetType.Int64 => long.Parse(left, CultureInfo.InvariantCulture).CompareTo(long.Parse(right, CultureInfo.InvariantCulture)),
        ParquetType.Float32 or ParquetType.Double or ParquetType.Decimal => Number(left).CompareTo(Number(right)),
        _ => left.SequenceCompareTo(right),
    };

    private static double Number(ReadOnlySpan<byte> cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string? Text(byte[]? cell) => cell is null ? null : Encoding.UTF8.GetString(cell);
}
