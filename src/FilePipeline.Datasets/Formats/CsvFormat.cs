using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets.Formats;

/// <summary>
/// RFC 4180 with <c>\n</c> and UTF-8: a line of names, then the rows. Numbers, booleans and texts stand as they are, everything else
/// as JSON; no value is an empty cell, an empty text is <c>""</c>.
/// </summary>
internal sealed class CsvFormat(ParquetSchema schema) : IRowFormat
{
    private static readonly CsvConfiguration Rules = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    public string Extension => "csv";

    public string MediaType => "text/csv";

    public IRowWriter Open(Stream output) => new Writer(output, schema);

    /// <summary>Without the difference of no value and empty text: both are <c>null</c>.</summary>
    public IEnumerable<byte[]> Read(Stream file)
    {
        using var parser = new CsvParser(new StreamReader(file, leaveOpen: true), Rules);
        ReadNames(parser);
        while (parser.Read())
        {
            using var row = new MemoryStream();
            using (var json = new Utf8JsonWriter(row, DatasetManifest.Compact))
            {
                json.WriteStartObject();
                for (var i = 0; i < schema.Fields.Count; i++)
                {
                    json.WritePropertyName(schema.Fields[i].Name);
                    WriteCell(json, schema.Fields[i].Type, parser[i]);
                }
                json.WriteEndObject();
            }
            yield return row.ToArray();
        }
    }

    public long Check(Stream file)
    {
        using var parser = new CsvParser(new StreamReader(file, leaveOpen: true), Rules);
        ReadNames(parser);
        var rows = 0L;
        for (; parser.Read(); rows++)
        {
            if (parser.Count != schema.Fields.Count)
                throw new InvalidDataException($"row {rows + 1} has {parser.Count} cells for {schema.Fields.Count} columns");
        }
        return rows;
    }

    private void ReadNames(CsvParser parser)
    {
        if (!parser.Read() || !parser.Record!.SequenceEqual(schema.Fields.Select(field => field.Name)))
            throw new InvalidDataException("the first line is not that of the columns' names");
    }

    private static void WriteCell(Utf8JsonWriter json, ParquetType type, string cell)
    {
        if (cell.Length == 0)
            json.WriteNullValue();
        else if (IsText(type))
            json.WriteStringValue(cell);
        else
            json.WriteRawValue(cell);
    }

    private static bool IsText(ParquetType type) => type is ParquetType.Text or ParquetType.Date or ParquetType.Timestamp or ParquetType.Binary;

    private sealed class Writer : IRowWriter
    {
        private readonly Stream _output;
        private readonly ParquetSchema _schema;
        private readonly RowCells _cells;
        private readonly CsvWriter _csv;
        private readonly long _start;

        public Writer(Stream output, ParquetSchema schema)
        {
            _output = output;
            _start = output.Position;
            _schema = schema;
            _cells = new(schema);
            _csv = new(new StreamWriter(output, new UTF8Encoding(false), 1 << 14, leaveOpen: true), Rules);
            foreach (var field in schema.Fields)
                Write(field.Name);
            _csv.NextRecord();
            _csv.Flush();
        }

        public long Rows { get; private set; }

        public long BytesWritten => _output.Position - _start;

        public void Add(ReadOnlySpan<byte> row)
        {
            _cells.Read(row);
            for (var i = 0; i < _schema.Fields.Count; i++)
                Write(_cells.Cell(i), _schema.Fields[i].Type is ParquetType.Json);
            _csv.NextRecord();
            Rows++;
        }

        public void Finish() => _csv.Flush();

        public void Dispose()
        {
            _csv.Dispose();
            _cells.Dispose();
        }

        /// <param name="isJson">A text, too, stands as JSON.</param>
        private void Write(ReadOnlySpan<byte> cell, bool isJson)
        {
            if (cell.SequenceEqual("null"u8))
            {
                _csv.WriteField("", shouldQuote: false);
                return;
            }
            var json = new Utf8JsonReader(cell);
            json.Read();
            Write(json.TokenType == JsonTokenType.String && !isJson ? json.GetString()! : Encoding.UTF8.GetString(cell));
        }

        private void Write(string text) =>
            _csv.WriteField(text, shouldQuote: text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text[0] == ' ' || text[^1] == ' ');
    }
}
