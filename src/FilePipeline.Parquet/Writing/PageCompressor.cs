using System.IO.Compression;
using IronSnappy;

namespace FilePipeline.Parquet.Writing;

/// <summary>Compresses the body of a page. The same body gives the same bytes on every machine.</summary>
internal static class PageCompressor
{
    public static ReadOnlySpan<byte> Compress(Compression codec, ReadOnlySpan<byte> body) => codec switch
    {
        Compression.None => body,
        Compression.Snappy => Snappy.Encode(body),
        Compression.Gzip => Gzip(body),
        Compression.Brotli => Brotli(body),
        _ => throw new ArgumentOutOfRangeException(nameof(codec)),
    };

    private static ReadOnlySpan<byte> Gzip(ReadOnlySpan<byte> body)
    {
        const int OperatingSystem = 9, Unknown = 255;
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(body);
        var compressed = target.GetBuffer().AsSpan(0, (int)target.Length);
        compressed[OperatingSystem] = Unknown; // zlib writes here which machine it ran on
        return compressed;
    }

    private static ReadOnlySpan<byte> Brotli(ReadOnlySpan<byte> body)
    {
        const int Quality = 5, Window = 22;
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        if (!BrotliEncoder.TryCompress(body, target, out var written, Quality, Window))
            throw new InvalidOperationException("brotli ran out of room");
        return target.AsSpan(0, written);
    }
}
