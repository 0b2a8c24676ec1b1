using System.Collections.Frozen;
using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>
/// Character references (<c>&amp;eacute;</c>, <c>&amp;#8217;</c>) as HTML defines them: numbers of Windows-1252 controls mean its
/// characters, impossible numbers U+FFFD, old names work without semicolon, and what is no reference stays as written.
/// </summary>
internal static class CharacterReferences
{
    private const int LongestName = 12;

    /// <summary>Names that HTML 5 added and that pages use; the HTML 4 names come from the parser's own table.</summary>
    private static readonly FrozenDictionary<string, int> Names = HtmlEntity.EntityValue
        .Where(known => known.Key is not ("lang" or "rang"))
        .Concat(new Dictionary<string, int>
        {
            ["Tab"] = '\t', ["NewLine"] = '\n', ["excl"] = '!', ["num"] = '#', ["dollar"] = '$', ["percnt"] = '%', ["lpar"] = '(',
            ["rpar"] = ')', ["ast"] = '*', ["plus"] = '+', ["comma"] = ',', ["period"] = '.', ["sol"] = '/', ["colon"] = ':',
            ["semi"] = ';', ["equals"] = '=', ["quest"] = '?', ["commat"] = '@', ["lsqb"] = '[', ["lbrack"] = '[', ["bsol"] = '\\',
            ["rsqb"] = ']', ["rbrack"] = ']', ["Hat"] = '^', ["lowbar"] = '_', ["grave"] = '`', ["lcub"] = '{', ["lbrace"] = '{',
            ["verbar"] = '|', ["vert"] = '|', ["rcub"] = '}', ["rbrace"] = '}', ["AMP"] = '&', ["LT"] = '<', ["GT"] = '>',
            ["QUOT"] = '"', ["COPY"] = 0xA9, ["REG"] = 0xAE, ["TRADE"] = 0x2122, ["hyphen"] = 0x2010, ["dash"] = 0x2010,
            ["horbar"] = 0x2015, ["nldr"] = 0x2025, ["mldr"] = 0x2026, ["caret"] = 0x2041, ["numsp"] = 0x2007, ["hairsp"] = 0x200A,
            ["ZeroWidthSpace"] = 0x200B, ["lang"] = 0x27E8, ["rang"] = 0x27E9, ["check"] = 0x2713, ["cross"] = 0x2717,
            ["star"] = 0x2606, ["starf"] = 0x2605, ["phone"] = 0x260E, ["female"] = 0x2640, ["male"] = 0x2642, ["sung"] = 0x266A,
            ["flat"] = 0x266D, ["natural"] = 0x266E, ["sharp"] = 0x266F, ["square"] = 0x25A1, ["rarrw"] = 0x219D, ["map"] = 0x21A6,
            ["inodot"] = 0x131, ["Ccaron"] = 0x10C, ["ccaron"] = 0x10D, ["ecaron"] = 0x11B, ["Rcaron"] = 0x158, ["rcaron"] = 0x159,
            ["Zcaron"] = 0x17D, ["zcaron"] = 0x17E, ["Lstrok"] = 0x141, ["lstrok"] = 0x142, ["cacute"] = 0x107, ["nacute"] = 0x144,
            ["sacute"] = 0x15B, ["zdot"] = 0x17C, ["aogon"] = 0x105, ["eogon"] = 0x119, ["abreve"] = 0x103, ["odblac"] = 0x151,
            ["udblac"] = 0x171, ["amacr"] = 0x101, ["emacr"] = 0x113, ["imacr"] = 0x12B, ["omacr"] = 0x14D, ["umacr"] = 0x16B,
        })
        .DistinctBy(known => known.Key)
        .ToFrozenDictionary(known => known.Key, known => known.Value, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    private static ReadOnlySpan<ushort> Windows1252Controls =>
    [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];

    /// <param name="text">Begins with <c>&amp;</c>.</param>
    /// <param name="codePoint">A Unicode scalar value.</param>
    /// <returns>How many characters the reference takes; 0: it is none.</returns>
    public static int Read(ReadOnlySpan<char> text, out int codePoint)
    {
        codePoint = 0;
        if (text.Length < 3)
            return 0;
        return text[1] == '#' ? ReadNumber(text, out codePoint) : ReadName(text, out codePoint);
    }

    /// <summary>For attribute values.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return text;
        var decoded = new System.Text.StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('&') is var at and >= 0)
        {
            decoded.Append(rest[..at]);
            rest = rest[at..];
            var length = Read(rest, out var codePoint);
            // in an address `&copy=1` is a parameter, not ©
            if (length == 0 || (rest[length - 1] != ';' && rest[1] != '#' && length < rest.Length
                    && (rest[length] == '=' || char.IsAsciiLetterOrDigit(rest[length]))))
            {
                decoded.Append('&');
                rest = rest[1..];
                continue;
            }
            decoded.Append(new System.Text.Rune(codePoint).ToString());
            rest = rest[length..];
        }
        return decoded.Append(rest).ToString();
    }

    private static int ReadNumber(ReadOnlySpan<char> text, out int codePoint)
    {
        var isHex = text[2] is 'x' or 'X';
        var at = isHex ? 3 : 2;
        var first = at;
        codePoint = 0;
        for (; at < text.Length; at++)
        {
            var digit = isHex && char.IsAsciiHexDigit(text[at]) ? Convert.ToInt32(text[at].ToString(), 16)
                : char.IsAsciiDigit(text[at]) ? text[at] - '0'
                : -1;
            if (digit < 0)
                break;
            codePoint = codePoint > 0x10FFFF ? codePoint : codePoint * (isHex ? 16 : 10) + digit;
        }
        if (at == first)
            return 0;
        if (codePoint is >= 0x80 and <= 0x9F)
            codePoint = Windows1252Controls[codePoint - 0x80];
        else if (codePoint == 0 || !System.Text.Rune.IsValid(codePoint))
            codePoint = 0xFFFD;
        return at < text.Length && text[at] == ';' ? at + 1 : at;
    }

    private static int ReadName(ReadOnlySpan<char> text, out int codePoint)
    {
        var end = 1;
        while (end < text.Length && end <= LongestName + 2 && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        if (end < text.Length && text[end] == ';' && ByName.TryGetValue(text[1..end], out codePoint))
            return end + 1;
        // the names of HTML 2 and 3.2 (Latin-1 and the four of the syntax) end where they end: `&copy2024`
        for (var length = Math.Min(end, 7); length > 2; length--)
        {
            if (ByName.TryGetValue(text[1..length], out codePoint) && IsOldName(text[1..length], codePoint))
                return length;
        }
        codePoint = 0;
        return 0;
    }

    private static bool IsOldName(ReadOnlySpan<char> name, int codePoint) =>
        codePoint is >= 0xA0 and <= 0xFF || name is "amp" or "lt" or "gt" or "quot" or "AMP" or "LT" or "GT" or "QUOT";
}
