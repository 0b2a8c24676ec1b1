using System.Text;
using System.Text.Unicode;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// The one form in which results are written, so that a stage that runs twice leaves an empty <c>git diff</c>: UTF-8 without
/// byte order mark, LF, two spaces, one member or element a line, keys sorted by UTF-16 code units (as RFC 8785 does), strings
/// with no escape that is not needed, numbers as they were written, a final newline. Equal keys of one object keep their order.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Deeper values are refused.</summary>
    public const int MaxDepth = 64;

    [ThreadStatic]
    private static CanonicalJsonFormatter? formatter;

    /// <summary>Appends the canonical form of <paramref name="json"/>, which may begin with a byte order mark.</summary>
    /// <exception cref="ItemFormatException">It is no JSON; the message says line and byte.</exception>
    public static void Write(ReadOnlySpan<byte> json, ItemBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (formatter ??= new()).Write(WithoutMark(json), output);
    }

    /// <summary>The canonical form as a fresh array.</summary>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var output = new ItemBuffer();
        Write(json, output);
        return output.Span.ToArray();
    }

    /// <summary>Without the byte order mark some editors put before UTF-8.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) =>
        content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;

    internal static ItemFormatException NotUtf8(ReadOnlySpan<byte> json)
    {
        Utf8.ToUtf16(json, new char[json.Length], out var read, out _, replaceInvalidSequences: false);
        var line = json[..read].Count((byte)'\n');
        var column = read - (json[..read].LastIndexOf((byte)'\n') + 1);
        return new("not_utf8", $"line {line + 1}, byte {column + 1}: the byte 0x{json[read]:x2} is not UTF-8; save the file as UTF-8");
    }
}
