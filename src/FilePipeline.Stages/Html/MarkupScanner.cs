using System.Buffers;

namespace FilePipeline.Stages.Html;

/// <summary>Finds where the pieces of mark-up end, as the HTML standard's tokenizer does.</summary>
internal sealed class MarkupScanner(string html)
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create("/> \t\n\r\f");

    private readonly string _html = html;
    private readonly HashSet<string> _neverClosed = new(StringComparer.Ordinal);

    public int EndOfName(int at)
    {
        var length = _html.AsSpan(at).IndexOfAny(NameEnd);
        return length < 0 ? _html.Length : at + length;
    }

    /// <summary>After the <c>&gt;</c>; negative: the tag, or a quote in it, never closes.</summary>
    /// <param name="slash">Where the slash of <c>/&gt;</c> is; negative: nowhere.</param>
    public int EndOfTag(int at, out int slash)
    {
        slash = -1;
        while (at < _html.Length)
        {
            var c = _html[at];
            if (c == '>')
                return at + 1;
            if (c == '/')
            {
                slash = at + 1 < _html.Length && _html[at + 1] == '>' ? at : -1;
                at++;
                continue;
            }
            if (IsSpace(c))
            {
                at++;
                continue;
            }
            at = EndOfAttribute(at);
        }
        return -1;
    }

    /// <summary>Where the end tag begins that ends raw text; negative: there is none.</summary>
    public int EndTagOf(string name, int at)
    {
        if (_neverClosed.Contains(name)) // else a page of unclosed titles is searched to its end for each
            return -1;
        while ((at = _html.AsSpan(at).IndexOf("</", StringComparison.Ordinal) is var found and >= 0 ? at + found : -1) >= 0)
        {
            var rest = _html.AsSpan(at + 2);
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (rest.Length == name.Length || rest[name.Length] is '>' or '/' || IsSpace(rest[name.Length])))
                return at;
            at += 2;
        }
        _neverClosed.Add(name);
        return -1;
    }

    /// <summary>After a comment, or what counts as one: <c>&lt;!…&gt;</c>, <c>&lt;?…&gt;</c>, <c>&lt;/ …&gt;</c>.</summary>
    public int EndOfComment(int open)
    {
        var rest = _html.AsSpan(open);
        if (rest.StartsWith("<!-->"))
            return open + 5;
        if (rest.StartsWith("<!--->"))
            return open + 6;
        if (!rest.StartsWith("<!--"))
            return After(rest.IndexOf('>'), 1);
        var plain = rest[4..].IndexOf("-->");
        var odd = (plain < 0 ? rest[4..] : rest.Slice(4, plain)).IndexOf("--!>");
        return odd >= 0 ? open + 4 + odd + 4 : After(plain, 4 + 3);

        int After(int at, int length) => at < 0 ? _html.Length : open + at + length;
    }

    private int EndOfAttribute(int at)
    {
        at++; // even `=` begins a name
        while (at < _html.Length && _html[at] is not ('=' or '>' or '/') && !IsSpace(_html[at]))
            at++;
        var equals = at;
        while (equals < _html.Length && IsSpace(_html[equals]))
            equals++;
        if (equals >= _html.Length || _html[equals] != '=')
            return at;
        at = equals + 1;
        while (at < _html.Length && IsSpace(_html[at]))
            at++;
        if (at < _html.Length && _html[at] is '"' or '\'')
            return _html.IndexOf(_html[at], at + 1) is var quote and >= 0 ? quote + 1 : _html.Length;
        while (at < _html.Length && _html[at] != '>' && !IsSpace(_html[at]))
            at++;
        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
