using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>What stands behind the row groups: the page index and the file's metadata.</summary>
internal static class Footer
{
    private const int FormatVersion = 2;

    /// <summary>Everything from <paramref name="position"/> to the end of the file, without the closing magic.</summary>
    public static ByteBuffer Build(ParquetSchema schema, ParquetWriterOptions options, IReadOnlyList<RowGroupFacts> groups, long position)
    {
        var output = new ByteBuffer();
        var index = PageIndex.Build(groups, position, output);
        var start = output.Length;
        var thrift = new ThriftWriter(output);
        thrift.BeginElement();
        thrift.Int32(1, FormatVersion);
        SchemaElements.Write(thrift, 2, schema);
        thrift.Int64(3, groups.Sum(group => group.Rows));
        thrift.List(4, ThriftWriter.StructType, groups.Count);
        for (var ordinal = 0; ordinal < groups.Count; ordinal++)
            WriteRowGroup(thrift, groups[ordinal], ordinal, options.Codec, index);
        if (options.Metadata.Count > 0)
        {
            thrift.List(5, ThriftWriter.StructType, options.Metadata.Count);
            foreach (var (key, value) in options.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                thrift.BeginElement();
                thrift.Text(1, key);
                thrift.Text(2, value);
                thrift.End();
            }
        }
        thrift.Text(6, options.CreatedBy);
        WriteColumnOrders(thrift, schema);
        thrift.End();
        output.AddInt32(output.Length - start);
        return output;
    }

    private static void WriteRowGroup(ThriftWriter thrift, RowGroupFacts group, int ordinal, Compression codec, PageIndex index)
    {
        thrift.BeginElement();
        thrift.List(1, ThriftWriter.StructType, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
        {
            thrift.BeginElement();
            thrift.Int64(2, 0); // once the place of a copy of the metadata; 0: there is none
            thrift.Begin(3);
            WriteColumn(thrift, chunk, codec);
            thrift.End();
            index.WriteReferences(thrift, chunk);
            thrift.End();
        }
        thrift.Int64(2, group.Chunks.Sum(chunk => chunk.UncompressedSize));
        thrift.Int64(3, group.Rows);
        thrift.Int64(5, group.Chunks[0].DictionaryOffset ?? group.Chunks[0].DataOffset);
        thrift.Int64(6, group.Chunks.Sum(chunk => chunk.CompressedSize));
        if (ordinal <= short.MaxValue)
            thrift.Int16(7, (short)ordinal);
        thrift.End();
    }

    private static void WriteColumn(ThriftWriter thrift, ChunkFacts chunk, Compression codec)
    {
        List<PageEncoding> encodings = [PageEncoding.Rle];
        if (chunk.DictionaryPages > 0 || chunk.PlainPages > 0)
            encodings.Add(PageEncoding.Plain); // also of the dictionary page
        if (chunk.DictionaryPages > 0)
            encodings.Add(PageEncoding.RleDictionary);
        thrift.Int32(1, (int)chunk.Leaf.Physical);
        thrift.List(2, ThriftWriter.Int32Type, encodings.Count);
        foreach (var encoding in encodings)
            thrift.Element((int)encoding);
        thrift.List(3, ThriftWriter.BinaryType, chunk.Leaf.Path.Count);
        foreach (var name in chunk.Leaf.Path)
            thrift.Element(name);
        thrift.Int32(4, codec switch { Compression.None => 0, Compression.Snappy => 1, Compression.Gzip => 2, _ => 4 });
        thrift.Int64(5, chunk.Values);
        thrift.Int64(6, chunk.UncompressedSize);
        thrift.Int64(7, chunk.CompressedSize);
        thrift.Int64(9, chunk.DataOffset);
        if (chunk.DictionaryOffset is { } dictionary)
            thrift.Int64(11, dictionary);
        thrift.Begin(12);
        thrift.Int64(3, chunk.Nulls);
        if (chunk.Bounds is { } bounds)
        {
            thrift.Binary(5, bounds.Max);
            thrift.Binary(6, bounds.Min);
            thrift.Bool(7, bounds.MaxIsExact);
            thrift.Bool(8, bounds.MinIsExact);
        }
        thrift.End();
        WriteEncodingStats(thrift, chunk);
    }

    /// <summary>Tells a reader whether the dictionary holds every value of the chunk.</summary>
    private static void WriteEncodingStats(ThriftWriter thrift, ChunkFacts chunk)
    {
        List<(PageType Type, PageEncoding Encoding, int Count)> stats = [];
        if (chunk.DictionaryPages > 0)
        {
            stats.Add((PageType.Dictionary, PageEncoding.Plain, 1));
            stats.Add((PageType.Data, PageEncoding.RleDictionary, chunk.DictionaryPages));
        }
        if (chunk.PlainPages > 0)
            stats.Add((PageType.Data, PageEncoding.Plain, chunk.PlainPages));
        thrift.List(13, ThriftWriter.StructType, stats.Count);
        foreach (var (type, encoding, count) in stats)
        {
            thrift.BeginElement();
            thrift.Int32(1, (int)type);
            thrift.Int32(2, (int)encoding);
            thrift.Int32(3, count);
            thrift.End();
        }
    }

    /// <summary>Says that the bounds are in the order that the format defines for each type; without it readers distrust them.</summary>
    private static void WriteColumnOrders(ThriftWriter thrift, ParquetSchema schema)
    {
        var leaves = schema.Fields.Sum(field => Leaves(field.Type));
        thrift.List(7, ThriftWriter.StructType, leaves);
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            thrift.BeginElement();
            thrift.Empty(1);
            thrift.End();
        }
    }

    private static int Leaves(ParquetType type) => type switch
    {
        ParquetType.List list => Leaves(list.Element),
        ParquetType.Struct group => group.Fields.Sum(field => Leaves(field.Type)),
        _ => 1,
    };
}
