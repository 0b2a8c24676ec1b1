using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>
/// For each column chunk where its pages are and what they hold, so that a reader fetches only the pages it needs.
/// A chunk without bounds for its values (binary) has only the places.
/// </summary>
internal sealed class PageIndex
{
    private readonly Dictionary<ChunkFacts, (long Offset, int Length)> _bounds = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ChunkFacts, (long Offset, int Length)> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds the index to <paramref name="output"/>, whose first byte stands at <paramref name="position"/> of the file.</summary>
    public static PageIndex Build(IReadOnlyList<RowGroupFacts> groups, long position, ByteBuffer output)
    {
        var index = new PageIndex();
        var thrift = new ThriftWriter(output);
        foreach (var chunk in groups.SelectMany(group => group.Chunks).Where(HasBounds))
        {
            var start = output.Length;
            WriteBounds(thrift, chunk);
            index._bounds.Add(chunk, (position + start, output.Length - start));
        }
        foreach (var chunk in groups.SelectMany(group => group.Chunks))
        {
            var start = output.Length;
            WritePlaces(thrift, chunk);
            index._places.Add(chunk, (position + start, output.Length - start));
        }
        return index;
    }

    public void WriteReferences(ThriftWriter thrift, ChunkFacts chunk)
    {
        var (offset, length) = _places[chunk];
        thrift.Int64(4, offset);
        thrift.Int32(5, length);
        if (!_bounds.TryGetValue(chunk, out var bounds))
            return;
        thrift.Int64(6, bounds.Offset);
        thrift.Int32(7, bounds.Length);
    }

    private static bool HasBounds(ChunkFacts chunk) => chunk.Pages.All(page => page.OnlyNulls || page.Bounds is not null);

    private static void WriteBounds(ThriftWriter thrift, ChunkFacts chunk)
    {
        var pages = chunk.Pages;
        thrift.BeginElement();
        thrift.List(1, ThriftWriter.True, pages.Count);
        foreach (var page in pages)
            thrift.Element(page.OnlyNulls);
        thrift.List(2, ThriftWriter.BinaryType, pages.Count);
        foreach (var page in pages)
            thrift.Element(page.Bounds?.Min ?? []);
        thrift.List(3, ThriftWriter.BinaryType, pages.Count);
        foreach (var page in pages)
            thrift.Element(page.Bounds?.Max ?? []);
        thrift.Int32(4, (int)Order(chunk));
        thrift.List(5, ThriftWriter.Int64Type, pages.Count);
        foreach (var page in pages)
            thrift.Element(page.Nulls);
        thrift.End();
    }

    private static void WritePlaces(ThriftWriter thrift, ChunkFacts chunk)
    {
        thrift.BeginElement();
        thrift.List(1, ThriftWriter.StructType, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
        {
            thrift.BeginElement();
            thrift.Int64(1, chunk.DataOffset + page.Offset);
            thrift.Int32(2, page.Size);
            thrift.Int64(3, page.FirstRow);
            thrift.End();
        }
        thrift.End();
    }

    private static BoundaryOrder Order(ChunkFacts chunk)
    {
        bool ascending = true, descending = true;
        Bounds? before = null;
        foreach (var bounds in chunk.Pages.Select(page => page.Bounds).OfType<Bounds>())
        {
            if (before is not null)
            {
                var min = ValueOrder.Compare(chunk.Leaf.Physical, before.Min, bounds.Min);
                var max = ValueOrder.Compare(chunk.Leaf.Physical, before.Max, bounds.Max);
                ascending &= min <= 0 && max <= 0;
                descending &= min >= 0 && max >= 0;
            }
            before = bounds;
        }
        return ascending ? BoundaryOrder.Ascending : descending ? BoundaryOrder.Descending : BoundaryOrder.Unordered;
    }

    private enum BoundaryOrder
    {
        Unordered = 0,
        Ascending = 1,
        Descending = 2,
    }
}
