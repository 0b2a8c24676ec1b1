using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FilePipeline.Parquet;
using FilePipeline.Storage;

namespace FilePipeline.Datasets.Formats;

/// <summary>One JSON object a line, without blanks: every column in its order, <c>null</c> where there is no value, values as the items have them.</summary>
internal sealed class JsonLinesFormat(ParquetSchema schema) : IRowFormat
{
    public string Extension => "jsonl";

    public string MediaType => "application/jsonlines";

    public IRowWriter Open(Stream output) => new Writer(output, schema);

    public IEnumerable<byte[]> Read(Stream file)
    {
        var line = new ItemBuffer();
        var block = new byte[1 << 16];
        while (file.Read(block) is var count and > 0)
        {
            for (var start = 0; start < count;)
            {
                var end = block.AsSpan(start, count - start).IndexOf((byte)'\n');
                line.Write(block.AsSpan(start, end < 0 ? count - start : end));
                if (end < 0)
                    break;
                yield return line.Span.ToArray();
                line.Clear();
                start += end + 1;
            }
        }
        if (line.Length > 0)
            throw new InvalidDataException("the last line does not end");
    }

    public long Check(Stream file)
    {
        var rows = 0L;
        foreach (var line in Read(file))
        {
            rows++;
            var json = new Utf8JsonReader(line);
            try
            {
                while (json.Read())
                {
                }
            }
            catch (JsonException problem)
            {
                throw new InvalidDataException($"line {rows}: {problem.Message}", problem);
            }
        }
        return rows;
    }

    private sealed class Writer : IRowWriter
    {
        private readonly Stream _output;
        private readonly RowCells _cells;
        private readonly byte[][] _names;
        private readonly ItemBuffer _line = new();

        public Writer(Stream output, ParquetSchema schema)
        {
            _output = output;
            _cells = new(schema);
            _names = [.. schema.Fields.Select((field, at) => Name(field.Name, at == 0 ? "{" : ","))];
        }

        public long Rows { get; private set; }

        public long BytesWritten { get; private set; }

        public void Add(ReadOnlySpan<byte> row)
        {
            _cells.Read(row);
            _line.Clear();
            for (var i = 0; i < _names.Length; i++)
            {
                _line.Write(_names[i]);
                _line.Write(_cells.Cell(i));
            }
            _line.Write("}\n"u8);
            _output.Write(_line.Span);
            BytesWritten += _line.Length;
            Rows++;
        }

        public void Finish()
        {
        }

        public void Dispose() => _cells.Dispose();

        private static byte[] Name(string name, string before) =>
            Encoding.UTF8.GetBytes($"{before}\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":");
    }
}
