using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using FilePipeline.Parquet.Format;
using IronSnappy;

namespace FilePipeline.Parquet.Reading;

/// <summary>Reads the pages of one column chunk: data pages v1, plain or by dictionary.</summary>
internal sealed class ChunkReader(Stream file, SchemaNode leaf, ThriftStruct chunk)
{
    public ThriftStruct Metadata { get; } = chunk.Struct(3);

    public long Start => Metadata.IntegerOrNull(11) is { } dictionary and > 0 ? dictionary : Metadata.Integer(9);

    public long End => Start + Metadata.Integer(7);

    public IEnumerable<DataPage> Pages()
    {
        ValueList? dictionary = null;
        for (var position = Start; position < End;)
        {
            var (header, body, size) = NextPage(position);
            switch ((PageType)header.Integer(1))
            {
                case PageType.Dictionary:
                    dictionary = ValueList.Plain(leaf, body, 0, Count(header.Struct(7).Integer(1), body.Length));
                    break;
                case PageType.Data:
                    yield return Data(header.Struct(5), body, position, size, dictionary);
                    break;
            }
            position += size;
        }
    }

    private (ThriftStruct Header, byte[] Body, int Size) NextPage(long position)
    {
        // a header is small unless it repeats long bounds; how long it is shows only in reading it
        for (var room = 256; ; room *= 16)
        {
            var start = FileFooter.Bytes(file, position, (int)Math.Min(room, End - position));
            var thrift = new ThriftReader(start);
            ThriftStruct header;
            try
            {
                header = thrift.ReadStruct();
            }
            catch (ParquetFileException) when (start.Length < End - position)
            {
                continue;
            }
            if ((PageType)header.Integer(1) == PageType.DataV2)
                throw Unknown("a data page v2");
            var compressed = Count(header.Integer(3), End - position - thrift.Position);
            var body = Decompress(FileFooter.Bytes(file, position + thrift.Position, compressed), Count(header.Integer(2), Metadata.Integer(6)));
            return (header, body, thrift.Position + compressed);
        }
    }

    private byte[] Decompress(byte[] body, int size)
    {
        try
        {
            var plain = Metadata.Integer(4) switch
            {
                0 => body,
                1 => Snappy.Decode(body),
                2 => Inflate(new GZipStream(new MemoryStream(body), CompressionMode.Decompress), size),
                4 => Inflate(new BrotliStream(new MemoryStream(body), CompressionMode.Decompress), size),
                var codec => throw Unknown($"compression {codec}"),
            };
            return plain.Length == size ? plain : throw new ParquetFileException($"`{leaf.Path}`: a page is {plain.Length} bytes, its header says {size}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new ParquetFileException($"`{leaf.Path}`: a page cannot be decompressed", e);
        }
    }

    private static byte[] Inflate(Stream compressed, int size)
    {
        using (compressed)
        {
            var plain = new byte[size];
            compressed.ReadExactly(plain);
            return compressed.ReadByte() < 0 ? plain : throw new InvalidDataException("longer than its header says");
        }
    }

    private DataPage Data(ThriftStruct header, byte[] body, long position, int size, ValueList? dictionary)
    {
        var count = Count(header.Integer(1), Metadata.Integer(5));
        var at = 0;
        var repetitions = Levels(leaf.Repetition, header.Integer(4), body, ref at, count);
        var definitions = Levels(leaf.Definition, header.Integer(3), body, ref at, count);
        var present = definitions.Count(level => level == leaf.Definition);
        var values = (PageEncoding)header.Integer(2) switch
        {
            PageEncoding.Plain => ValueList.Plain(leaf, body, at, present),
            PageEncoding.PlainDictionary or PageEncoding.RleDictionary when dictionary is not null =>
                dictionary.Pick(leaf, present == 0 ? [] : LevelReader.Decode(body.AsSpan(at + 1), body[at], present)),
            var encoding => throw Unknown($"encoding {encoding}"),
        };
        return new(position, size, repetitions, definitions, values);
    }

    private int[] Levels(int max, long encoding, byte[] body, ref int at, int count)
    {
        if (max == 0)
            return new int[count];
        if (encoding != (long)PageEncoding.Rle)
            throw Unknown($"levels in encoding {encoding}");
        var length = body.Length - at < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at));
        at += 4;
        if (length < 0 || length > body.Length - at)
            throw new ParquetFileException($"`{leaf.Path}`: the levels of a page end early");
        var levels = LevelReader.Decode(body.AsSpan(at, length), 32 - BitOperations.LeadingZeroCount((uint)max), count);
        at += length;
        return levels.All(level => (uint)level <= (uint)max) ? levels : throw new ParquetFileException($"`{leaf.Path}`: a level is above {max}");
    }

    private int Count(long said, long most) => said >= 0 && said <= Math.Min(most, int.MaxValue)
        ? (int)said
        : throw new ParquetFileException($"`{leaf.Path}`: a page header says {said} where at most {most} can be");

    private ParquetFileException Unknown(string what) => new($"`{leaf.Path}`: {what} cannot be read here");
}
