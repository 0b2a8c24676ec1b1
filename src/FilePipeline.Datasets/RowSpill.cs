using System.Buffers.Binary;
using System.IO.Abstractions;

namespace FilePipeline.Datasets;

/// <summary>
/// The rows of one split on the way from the items to the Parquet files: the schema is known only when the last item was read, and an
/// item is opened only once, so that both passes see the same. A file of rows, each behind its length (four bytes, little endian).
/// </summary>
internal sealed class RowSpill(IFileSystem files, string path) : IDisposable
{
    private readonly Stream _out = files.FileStream.New(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);

    public long Rows { get; private set; }

    /// <summary>Of the rows alone.</summary>
    public long Bytes { get; private set; }

    public void Add(ReadOnlySpan<byte> row)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, row.Length);
        _out.Write(length);
        _out.Write(row);
        Rows++;
        Bytes += row.Length;
    }

    /// <summary>The rows in the order they were added, each valid until the next is asked for. Nothing may be added after it.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        _out.Dispose();
        using var stream = files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var length = new byte[sizeof(int)];
        var row = new byte[4096];
        for (var i = 0L; i < Rows; i++)
        {
            stream.ReadExactly(length);
            var count = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (row.Length < count)
                row = new byte[Math.Max(count, (int)Math.Min(row.Length * 2L, Array.MaxLength))];
            stream.ReadExactly(row, 0, count);
            yield return row.AsMemory(0, count);
        }
    }

    public void Remove()
    {
        _out.Dispose();
        files.File.Delete(path);
    }

    public void Dispose() => _out.Dispose();
}
