using System.Text.Json;
using System.Text.Unicode;
using FilePipeline.Parquet.Writing;

namespace FilePipeline.Parquet;

/// <summary>
/// Writes JSON rows as a Parquet file (format 2, data pages v1), from UTF-8 straight into column pages. One row group is
/// in memory at a time; each goes to the output when it is full. The output is only written forwards.
/// </summary>
public sealed class JsonParquetWriter : IDisposable
{
    private readonly Stream _output;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriterOptions _options;
    private readonly ColumnTree _tree;
    private readonly List<RowGroupFacts> _groups = [];
    private long _rowsInGroup;
    private State _state = State.Open;

    /// <param name="output">Begins at its current position, which is the file's first byte; stays open.</param>
    /// <exception cref="ArgumentException">The schema cannot be a Parquet schema: it, or a struct in it, has no field or one twice.</exception>
    public JsonParquetWriter(Stream output, ParquetSchema schema, ParquetWriterOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RowGroupRows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RowGroupBytes);
        _output = output;
        _schema = schema;
        _options = options;
        _tree = new(schema, options.Codec);
        Put("PAR1"u8);
    }

    private enum State
    {
        Open,
        Finished,
        Failed,
    }

    /// <summary>Rows added so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes given to the output so far: whole row groups, and the footer once finished.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Adds a row. Fields may come in any order; a missing one is null.</summary>
    /// <exception cref="JsonRowException">The row does not fit. The writer cannot be used any more.</exception>
    public void Add(ReadOnlySpan<byte> utf8JsonRow)
    {
        Demand(State.Open);
        _state = State.Failed; // stays so if something below throws: columns may be a value apart then
        WriteRow(utf8JsonRow);
        long size = 0;
        foreach (var column in _tree.Columns)
        {
            column.EndRow();
            size += column.Size;
        }
        Rows++;
        _rowsInGroup++;
        if (_rowsInGroup >= _options.RowGroupRows || size >= _options.RowGroupBytes)
            EndRowGroup();
        _state = State.Open;
    }

    /// <summary>Writes what is left and the footer. Without it the output is no Parquet file.</summary>
    public void Finish()
    {
        Demand(State.Open);
        _state = State.Failed;
        if (_rowsInGroup > 0)
            EndRowGroup();
        Put(Footer.Build(_schema, _options, _groups, BytesWritten).Span);
        Put("PAR1"u8);
        _output.Flush();
        _state = State.Finished;
    }

    /// <summary>Ends the use of the writer; does not finish the file and does not close the output.</summary>
    public void Dispose()
    {
        if (_state == State.Open)
            _state = State.Failed;
    }

    private void WriteRow(ReadOnlySpan<byte> utf8JsonRow)
    {
        // the JSON reader takes strings as they are
        if (!Utf8.IsValid(utf8JsonRow))
            throw new JsonRowException("", "the row is not UTF-8");
        var row = new RowCursor(utf8JsonRow);
        try
        {
            row.Json.Read();
            if (row.Json.TokenType != JsonTokenType.StartObject)
                throw new JsonRowException("", $"a row is a JSON object, and this is {row.Shown}");
            _tree.Rows.Write(ref row, repetition: 0);
            row.Json.Read(); // throws if something follows
        }
        catch (JsonException e)
        {
            throw new JsonRowException("", $"the row is not JSON: {e.Message}", e);
        }
    }

    private void EndRowGroup()
    {
        var chunks = new List<ChunkFacts>(_tree.Columns.Count);
        foreach (var column in _tree.Columns)
        {
            var chunk = column.WriteTo(_output, BytesWritten);
            chunks.Add(chunk);
            BytesWritten += chunk.CompressedSize;
        }
        _groups.Add(new(_rowsInGroup, chunks));
        _rowsInGroup = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        BytesWritten += bytes.Length;
    }

    private void Demand(State state)
    {
        if (_state != state)
            throw new InvalidOperationException($"the writer is {_state.ToString().ToLowerInvariant()}");
    }
}
