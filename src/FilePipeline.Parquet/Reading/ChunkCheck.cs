using System.Buffers.Binary;
using System.Text.Unicode;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Reading;

/// <summary>Reads a column chunk to its end and compares everything that is said of it with what it holds.</summary>
internal static class ChunkCheck
{
    /// <returns>The number of data pages.</returns>
    public static int Run(Stream file, SchemaNode leaf, ThriftStruct chunk, long rowsOfGroup)
    {
        var reader = new ChunkReader(file, leaf, chunk);
        var places = Index(file, chunk, 4)?.List<ThriftStruct>(1);
        var index = Index(file, chunk, 6);
        long values = 0, nulls = 0, rows = 0;
        var pages = 0;
        foreach (var page in reader.Pages())
        {
            if (places is not null)
                CheckPlace(leaf, At(leaf, places, pages), page, rows);
            if (index is not null)
                CheckBounds(leaf, page.Values, IndexBounds(leaf, index, pages));
            CheckBounds(leaf, page.Values, ChunkBounds(reader.Metadata));
            CheckText(leaf, page.Values);
            pages++;
            values += page.Definitions.Length;
            nulls += page.Definitions.Length - page.Values.Count;
            rows += page.Repetitions.Count(level => level == 0);
        }
        Demand(leaf, "values", reader.Metadata.Integer(5), values);
        Demand(leaf, "rows", rowsOfGroup, rows);
        // some writers do not count the absences of whole lists
        if (reader.Metadata.Has(12) && reader.Metadata.Struct(12).IntegerOrNull(3) is { } said && (leaf.Repetition == 0 || said > nulls))
            Demand(leaf, "nulls", said, nulls);
        if (places is not null)
            Demand(leaf, "pages in the index", places.Count, pages);
        return pages;
    }

    private static ThriftStruct? Index(Stream file, ThriftStruct chunk, int id) => !chunk.Has(id)
        ? null
        : new ThriftReader(FileFooter.Bytes(file, chunk.Integer(id), (int)chunk.Integer(id + 1))).ReadStruct();

    private static void CheckPlace(SchemaNode leaf, ThriftStruct place, DataPage page, long rowsBefore)
    {
        Demand(leaf, "place of a page", place.Integer(1), page.Position);
        Demand(leaf, "size of a page", place.Integer(2), page.Size);
        Demand(leaf, "first row of a page", place.Integer(3), rowsBefore);
        if (page.Repetitions is [not 0, ..])
            throw new ParquetFileException($"`{leaf.Path}`: a page begins inside a row");
    }

    private static (byte[]? Min, byte[]? Max) IndexBounds(SchemaNode leaf, ThriftStruct index, int page) =>
        At(leaf, index.List<bool>(1), page) ? (null, null) : (At(leaf, index.List<byte[]>(2), page), At(leaf, index.List<byte[]>(3), page));

    private static T At<T>(SchemaNode leaf, IReadOnlyList<T> pages, int page) =>
        page < pages.Count ? pages[page] : throw new ParquetFileException($"`{leaf.Path}`: the page index has {pages.Count} pages, the chunk has more");

    private static (byte[]? Min, byte[]? Max) ChunkBounds(ThriftStruct metadata) =>
        metadata.Has(12) ? (metadata.Struct(12).BytesOrNull(6), metadata.Struct(12).BytesOrNull(5)) : (null, null);

    private static void CheckBounds(SchemaNode leaf, ValueList values, (byte[]? Min, byte[]? Max) bounds)
    {
        for (var at = 0; at < values.Count; at++)
        {
            if (bounds.Min is not null && Compare(leaf, bounds.Min, values[at]) > 0 || bounds.Max is not null && Compare(leaf, bounds.Max, values[at]) < 0)
                throw new ParquetFileException($"`{leaf.Path}`: a value lies outside the bounds that its page or chunk is said to have");
        }
    }

    /// <param name="left">Out of the metadata; the right one has its type's length.</param>
    private static int Compare(SchemaNode leaf, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => leaf.Physical switch
    {
        not PhysicalType.ByteArray when left.Length != right.Length => throw new ParquetFileException($"`{leaf.Path}`: a bound has {left.Length} bytes"),
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(right)),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(right)),
        PhysicalType.Float => BinaryPrimitives.ReadSingleLittleEndian(left).CompareTo(BinaryPrimitives.ReadSingleLittleEndian(right)),
        PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(left).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(right)),
        PhysicalType.ByteArray or PhysicalType.Boolean when leaf.Converted is null or 0 => left.SequenceCompareTo(right),
        PhysicalType.FixedLengthByteArray when left.Length == 16 && right.Length == 16 =>
            BinaryPrimitives.ReadInt128BigEndian(left).CompareTo(BinaryPrimitives.ReadInt128BigEndian(right)),
        _ => 0, // an order that this check does not know
    };

    private static void CheckText(SchemaNode leaf, ValueList values)
    {
        const int Utf8Text = 0;
        if (leaf.Physical != PhysicalType.ByteArray || leaf.Converted != Utf8Text)
            return;
        for (var at = 0; at < values.Count; at++)
        {
            if (!Utf8.IsValid(values[at]))
                throw new ParquetFileException($"`{leaf.Path}`: a text is not UTF-8");
        }
    }

    private static void Demand(SchemaNode leaf, string what, long said, long found)
    {
        if (said != found)
            throw new ParquetFileException($"`{leaf.Path}`: {what}: {said} by the footer, {found} found");
    }
}
