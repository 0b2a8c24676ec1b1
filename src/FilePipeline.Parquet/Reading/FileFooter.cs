using System.Buffers.Binary;

namespace FilePipeline.Parquet.Reading;

/// <summary>The metadata at the end of a file.</summary>
internal sealed class FileFooter
{
    private const int TailBytes = 8;

    private FileFooter(ThriftStruct metadata, long start)
    {
        Start = start;
        Rows = metadata.Integer(3);
        Schema = SchemaNode.Read(metadata.List<ThriftStruct>(2));
        Leaves = [.. Schema.Leaves];
        RowGroups = metadata.List<ThriftStruct>(4);
        Metadata = metadata.List<ThriftStruct>(5).ToDictionary(pair => pair.Text(1), pair => pair.Has(2) ? pair.Text(2) : "");
    }

    /// <summary>The place of its first byte; pages lie before it.</summary>
    public long Start { get; }

    public long Rows { get; }

    public SchemaNode Schema { get; }

    public IReadOnlyList<SchemaNode> Leaves { get; }

    public IReadOnlyList<ThriftStruct> RowGroups { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static FileFooter Read(Stream file)
    {
        if (file.Length < 4 + TailBytes)
            throw new ParquetFileException("the file is too short to be Parquet");
        var tail = Bytes(file, file.Length - TailBytes, TailBytes);
        if (!Bytes(file, 0, 4).AsSpan().SequenceEqual("PAR1"u8) || !tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw new ParquetFileException("the file does not begin and end with PAR1");
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > file.Length - 4 - TailBytes)
            throw new ParquetFileException($"the footer cannot be {length} bytes long");
        var start = file.Length - TailBytes - length;
        return new(new ThriftReader(Bytes(file, start, length)).ReadStruct(), start);
    }

    public static byte[] Bytes(Stream file, long position, int count)
    {
        if (position < 0 || count < 0 || position > file.Length - count)
            throw new ParquetFileException($"the file has no {count} bytes at {position}");
        var bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }
}
