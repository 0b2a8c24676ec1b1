namespace FilePipeline.Parquet.Reading;

/// <summary>Reads the Thrift compact protocol without knowing the structures.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestNesting = 64;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _depth;

    /// <summary>How far has been read.</summary>
    public int Position { get; private set; }

    public ThriftStruct ReadStruct()
    {
        if (++_depth > DeepestNesting)
            throw new ParquetFileException("a structure is nested too deeply");
        var found = new ThriftStruct();
        var id = 0;
        for (int header; (header = Byte()) != 0;)
        {
            id = header >> 4 != 0 ? id + (header >> 4) : (int)ZigZag();
            found.Set(id, Value(header & 0xF, inList: false));
        }
        _depth--;
        return found;
    }

    private object Value(int type, bool inList)
    {
        switch (type)
        {
            case 1 or 2:
                return inList ? Byte() == 1 : type == 1;
            case 3:
                return (long)(sbyte)Byte();
            case 4 or 5 or 6:
                return ZigZag();
            case 7:
                return Take(8).ToArray();
            case 8:
                return Take((long)Varint()).ToArray();
            case 9 or 10:
                return List();
            case 12:
                return ReadStruct();
            default:
                throw new ParquetFileException($"a structure has a field of the unknown type {type}");
        }
    }

    private object[] List()
    {
        var header = Byte();
        var count = header >> 4 == 15 ? (long)Varint() : header >> 4;
        if (count > _bytes.Length - Position)
            throw new ParquetFileException("a list is longer than the bytes that are left");
        var elements = new object[count];
        for (var at = 0; at < elements.Length; at++)
            elements[at] = Value(header & 0xF, inList: true);
        return elements;
    }

    private long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = Byte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
        throw new ParquetFileException("a number has no end");
    }

    private int Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - Position)
            throw new ParquetFileException("a structure ends early");
        Position += (int)count;
        return _bytes.Slice(Position - (int)count, (int)count);
    }
}
