using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>
/// Which split a row belongs to, decided by its key alone, so that adding or removing rows never moves another:
/// <code>bucket = floor(u64be(SHA-256(salt ‖ 0x00 ‖ key)[0..8]) · total / 2^64)</code>
/// in exact arithmetic, <c>total</c> being the sum of the weights. The parts own the buckets in declared order: with weights 80, 10, 10
/// the first has 0 to 79. Text is hashed as UTF-8.
/// </summary>
public sealed class SplitRule
{
    private readonly string _salt;
    private readonly ulong[] _ends;

    public SplitRule(SplitDefinition split)
    {
        ArgumentNullException.ThrowIfNull(split);
        _salt = split.Salt;
        _ends = new ulong[split.Parts.Count];
        for (var part = 0; part < _ends.Length; part++)
            _ends[part] = (part == 0 ? 0 : _ends[part - 1]) + (ulong)split.Parts[part].Weight;
    }

    /// <returns>The index of the part in declared order.</returns>
    public int PartOf(string key)
    {
        var bucket = Bucket(_salt, key, _ends[^1]);
        var part = 0;
        while (bucket >= _ends[part])
            part++;
        return part;
    }

    /// <returns>A number from 0 to <paramref name="total"/> - 1.</returns>
    public static ulong Bucket(string salt, string key, ulong total)
    {
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(key);
        var text = new byte[Encoding.UTF8.GetByteCount(salt) + 1 + Encoding.UTF8.GetByteCount(key)];
        var zero = Encoding.UTF8.GetBytes(salt, text);
        Encoding.UTF8.GetBytes(key, text.AsSpan(zero + 1));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return (ulong)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(digest) * total) >> 64);
    }
}
