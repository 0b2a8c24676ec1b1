using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FilePipeline.Folders;

/// <summary>The SHA-256 of some content. Written as 64 hexadecimal digits in lower case.</summary>
public readonly record struct ContentDigest(UInt128 High, UInt128 Low)
{
    public const int HexLength = 64;

    /// <summary>The first 64 bits: enough to compare one pair of contents in an index that holds millions.</summary>
    public ulong Prefix => (ulong)(High >> 64);

    public static ContentDigest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromHash(hash);
    }

    public static bool TryParse(ReadOnlySpan<byte> hex, out ContentDigest digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        digest = default;
        if (hex.Length != HexLength || Convert.FromHexString(hex, hash, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        digest = FromHash(hash);
        return true;
    }

    /// <param name="hex">Takes <see cref="HexLength"/> bytes of ASCII.</param>
    public void Format(Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(hash, High);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], Low);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    public override string ToString() => string.Create(HexLength, this, static (chars, digest) =>
    {
        Span<byte> hex = stackalloc byte[HexLength];
        digest.Format(hex);
        System.Text.Encoding.ASCII.GetChars(hex, chars);
    });

    private static ContentDigest FromHash(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
}
