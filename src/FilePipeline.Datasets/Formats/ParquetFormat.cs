using FilePipeline.Parquet;

namespace FilePipeline.Datasets.Formats;

internal sealed class ParquetFormat(ParquetSchema schema, ParquetWriterOptions options) : IRowFormat
{
    public string Extension => "parquet";

    public string MediaType => "application/x-parquet";

    public IRowWriter Open(Stream output) => new Writer(output, schema, options);

    public IEnumerable<byte[]> Read(Stream file) => ParquetFile.ReadRows(file);

    public long Check(Stream file)
    {
        try
        {
            return ParquetFile.Verify(file).Rows;
        }
        catch (ParquetFileException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    private sealed class Writer(Stream output, ParquetSchema schema, ParquetWriterOptions options) : IRowWriter
    {
        private readonly JsonParquetWriter _writer = new(output, schema, options);

        public long Rows => _writer.Rows;

        public long BytesWritten => _writer.BytesWritten;

        public void Add(ReadOnlySpan<byte> row) => _writer.Add(row);

        public void Finish() => _writer.Finish();

        public void Dispose() => _writer.Dispose();
    }
}
