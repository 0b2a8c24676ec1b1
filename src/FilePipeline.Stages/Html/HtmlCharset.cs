using System.Buffers;
using System.Text;

namespace FilePipeline.Stages.Html;

/// <summary>
/// Bytes of a page to text: a byte order mark decides, then bytes that are valid UTF-8 (a page that says otherwise is wrong),
/// then what the page declares in its first bytes, else windows-1252, which gives a character for any byte.
/// </summary>
internal static class HtmlCharset
{
    /// <summary>A declaration counts within these first bytes; browsers look at 1,024, pages in the wild declare later.</summary>
    private const int DeclarationWithin = 4096;

    private const int ContentWithin = 1 << 16;
    private const int FewControls = 8;

    private static readonly SearchValues<char> EndOfName = SearchValues.Create("\"'; />\t\r\n");

    /// <summary>
    /// <c>false</c>: eight bytes and one in twenty or more of its beginning are control characters that text has no use for. (Of compressed or
    /// random bytes one in nine is.) A byte order mark of UTF-16, in which every other byte may be 0, settles it.
    /// </summary>
    public static bool IsText(ReadOnlySpan<byte> page)
    {
        if (page.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || page.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return true;
        var head = page[..Math.Min(page.Length, ContentWithin)];
        var controls = 0;
        foreach (var letter in head)
        {
            if (letter < 0x20 && letter is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B)) // ISO-2022 has ESC
                controls++;
        }
        return controls < FewControls || controls * 20 < head.Length;
    }

    /// <summary>Throws nowhere: a broken sequence becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> page)
    {
        if (page.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(page[3..]);
        if (page.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(page[2..]);
        if (page.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(page[2..]);

        var declared = Declared(page[..Math.Min(page.Length, DeclarationWithin)]);
        if (IsSevenBitStateful(declared)) // ISO-2022-JP is valid UTF-8 and yet is not
            return declared.GetString(page);
        if (System.Text.Unicode.Utf8.IsValid(page))
            return Encoding.UTF8.GetString(page);
        if (declared is null or UTF8Encoding)
            declared = MostlyUtf8(page) ? Encoding.UTF8 : Windows1252;
        return declared.GetString(page);
    }

    private static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static bool IsSevenBitStateful([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] Encoding? declared) =>
        declared is not null && declared.CodePage is >= 50220 and <= 50229;

    /// <summary>A truncated or patched UTF-8 page still holds at least as many whole sequences as broken ones; a Latin-1 page does not.</summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> page)
    {
        int whole = 0, broken = 0;
        while (page.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var at and >= 0)
        {
            page = page[at..];
            var status = Rune.DecodeFromUtf8(page, out _, out var length);
            if (status == OperationStatus.Done)
                whole++;
            else
                broken++;
            page = page[length..];
        }
        return whole > 0 && whole >= broken;
    }

    private static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        // `charset=` stands in both forms of <meta>, `encoding=` in an XML declaration
        var text = Encoding.Latin1.GetString(head);
        for (var at = 0; (at = text.IndexOf("<meta", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var end = text.IndexOf('>', at);
            var tag = text.AsSpan(at..(end < 0 ? text.Length : end));
            if (ValueAfter(tag, "charset") is { } name)
                return Named(name);
            at += 5;
        }
        if (text.StartsWith("<?xml", StringComparison.Ordinal) && text.IndexOf("?>", StringComparison.Ordinal) is var close and > 0
            && ValueAfter(text.AsSpan(0, close), "encoding") is { } encoding)
            return Named(encoding);
        return null;
    }

    private static string? ValueAfter(ReadOnlySpan<char> tag, string name)
    {
        while (tag.IndexOf(name, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            tag = tag[(at + name.Length)..].TrimStart();
            if (!tag.StartsWith("="))
                continue;
            var value = tag[1..].TrimStart().TrimStart("\"'");
            var end = value.IndexOfAny(EndOfName);
            return (end < 0 ? value : value[..end]).ToString();
        }
        return null;
    }

    /// <summary>Names as the Encoding Standard reads them, where it differs from the framework.</summary>
    private static Encoding? Named(string name)
    {
        name = name.ToLowerInvariant();
        if (name.StartsWith("utf-16", StringComparison.Ordinal) || name.StartsWith("utf-32", StringComparison.Ordinal)
            || name is "utf8" or "utf-8" or "unicode" or "utf-7")
            return Encoding.UTF8; // the declaration could be read as ASCII, so it is none of the wide ones
        if (name is "iso-8859-1" or "latin1" or "l1" or "ascii" or "us-ascii" or "iso8859-1" or "iso_8859-1")
            return Windows1252;
        return name switch
        {
            "iso-8859-9" or "latin5" => CodePagesEncodingProvider.Instance.GetEncoding(1254),
            "gb2312" or "gbk" or "x-gbk" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030"),
            "tis-620" or "iso-8859-11" => CodePagesEncodingProvider.Instance.GetEncoding(874),
            "x-sjis" or "windows-31j" or "sjis" => CodePagesEncodingProvider.Instance.GetEncoding(932),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(name),
        };
    }
}
