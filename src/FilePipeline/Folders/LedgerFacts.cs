using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FilePipeline.Folders;

/// <summary>
/// The parts of a ledger line that its index keeps, read in place from a line as <see cref="LedgerLine.Write"/> lays it out. Any other
/// line, be it as good as another program or a hand can write it, is left to <see cref="LedgerLine.TryParse"/>.
/// </summary>
internal readonly ref struct LedgerFacts
{
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> Number = SearchValues.Create("0123456789.+-eE"u8);

    /// <summary>UTF-8.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <inheritdoc cref="LedgerEntry.IsAccepted"/>
    public required bool IsAccepted { get; init; }

    public required ulong InStamp { get; init; }

    public required ulong InDigest { get; init; }

    public required ulong OutStamp { get; init; }

    public required ulong OutDigest { get; init; }

    /// <summary>The members that make up the fingerprint, as written.</summary>
    public required ReadOnlySpan<byte> Code { get; init; }

    /// <summary><c>false</c>: not laid out like that, or with more in it; nothing is said about its worth.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out LedgerFacts facts)
    {
        facts = default;
        if (!Skip(ref line, "{\"key\":"u8) || !Text(ref line, out var key) || !Skip(ref line, ",\"reason\":"u8) || !Text(ref line, out var reason)
            || !Skip(ref line, ",\"in\":\""u8) || !Digest(ref line, out var inDigest)
            || !Skip(ref line, ",\"in_size\":"u8) || !Integer(ref line, out var inSize)
            || !Skip(ref line, ",\"in_mtime\":"u8) || !Integer(ref line, out var inTime)
            || !Skip(ref line, ",\"out\":\""u8) || !Digest(ref line, out var outDigest)
            || !Skip(ref line, ",\"out_size\":"u8) || !Integer(ref line, out var outSize)
            || !Skip(ref line, ",\"out_mtime\":"u8) || !Integer(ref line, out var outTime))
        {
            return false;
        }
        var code = line;
        if (!Skip(ref line, ",\"code\":"u8) || !Text(ref line, out _) || !Skip(ref line, ",\"version\":"u8) || !Integer(ref line, out _)
            || !Skip(ref line, ",\"with\":"u8) || !Text(ref line, out _))
        {
            return false;
        }
        code = code[..^line.Length];
        if (!Skip(ref line, ",\"attempt\":"u8) || !Integer(ref line, out _) || !Skip(ref line, ",\"at\":"u8) || !Text(ref line, out _)
            || !Skip(ref line, ",\"ms\":"u8) || line.IndexOfAnyExcept(Number) is not (> 0 and var end) || line[end] != '}' || end != line.Length - 1)
        {
            return false;
        }
        facts = new()
        {
            Key = key, Code = code, IsAccepted = Ascii.Equals(reason, LedgerLine.Accepted),
            InDigest = inDigest, InStamp = FileIdentity.StampOf(inSize, inTime),
            OutDigest = outDigest, OutStamp = FileIdentity.StampOf(outSize, outTime),
        };
        return true;
    }

    private static bool Skip(scoped ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> expected)
    {
        if (!line.StartsWith(expected))
            return false;
        line = line[expected.Length..];
        return true;
    }

    /// <summary>A string without escapes.</summary>
    private static bool Text(scoped ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (line.IsEmpty || line[0] != '"')
            return false;
        var end = line[1..].IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || line[1 + end] != '"')
            return false;
        text = line.Slice(1, end);
        line = line[(end + 2)..];
        return true;
    }

    private static bool Digest(scoped ref ReadOnlySpan<byte> line, out ulong prefix)
    {
        prefix = 0;
        if (line.Length <= ContentDigest.HexLength || line[ContentDigest.HexLength] != '"' || line[..ContentDigest.HexLength].ContainsAnyExcept(Hex)
            || !Utf8Parser.TryParse(line[..16], out prefix, out _, 'x'))
        {
            return false;
        }
        line = line[(ContentDigest.HexLength + 1)..];
        return true;
    }

    private static bool Integer(scoped ref ReadOnlySpan<byte> line, out long value)
    {
        value = 0;
        var length = 0;
        for (; length < line.Length && length < 19 && line[length] is >= (byte)'0' and <= (byte)'9'; length++)
            value = value * 10 + (line[length] - '0');
        // More digits, signs and fractions are for the parser that knows them all; so is a zero before other digits.
        if (length is 0 || value < 0 || (length > 1 && line[0] == '0') || length == line.Length || line[length] is not ((byte)',' or (byte)'}'))
            return false;
        line = line[length..];
        return true;
    }
}
