using System.Text;

namespace FilePipeline.Stages.Html;

/// <summary>
/// Rewrites a page so that every start tag has its end tag in the place where the HTML standard closes the element, because
/// HtmlAgilityPack takes tags at their word: it lets <c>&lt;/div&gt;</c> in a table cell close the article around the table. What
/// says nothing to a reader (comments, scripts, style sheets) is left out, so that it is not parsed. Text is never lost.
/// Two things differ from the standard for the reader's good: a tag whose quote never closes costs the tag, not the
/// page; and elements more than <see cref="DeepestElement"/> deep lose their tags, which no browser shows otherwise.
/// </summary>
internal sealed class TagBalance
{
    /// <summary>As in browsers. HtmlAgilityPack needs time by the square of the depth: 100,000 levels take it half a minute.</summary>
    private const int DeepestElement = 512;

    private readonly string _html;
    private readonly MarkupScanner _scan;
    private readonly StringBuilder _out;
    private readonly OpenElements _open = new();
    private int _copied;

    private TagBalance(string html)
    {
        _html = html;
        _scan = new MarkupScanner(html);
        _out = new StringBuilder(html.Length + 256);
    }

    public static string Restore(string html) => new TagBalance(html).Run();

    private string Run()
    {
        for (var at = 0; at < _html.Length && (at = _html.IndexOf('<', at)) >= 0;)
            at = ReadMarkup(at);
        _out.Append(_html, _copied, _html.Length - _copied);
        return _out.ToString();
    }

    /// <returns>Where to read on.</returns>
    private int ReadMarkup(int open)
    {
        var next = open + 1 < _html.Length ? _html[open + 1] : '\0';
        if (char.IsAsciiLetter(next))
            return ReadStartTag(open);
        if (next == '/' && open + 2 < _html.Length && char.IsAsciiLetter(_html[open + 2]))
            return ReadEndTag(open);
        if (next is '!' or '?' or '/')
            return Replace(open, _scan.EndOfComment(open), "");
        return Replace(open, open + 1, "&lt;");
    }

    private int ReadStartTag(int open)
    {
        var nameEnd = _scan.EndOfName(open + 1);
        var tag = Tag.Of(_html.AsSpan(open + 1, nameEnd - open - 1));
        var end = _scan.EndOfTag(nameEnd, out var slash);
        if (end < 0)
            return Replace(open, _html.IndexOf('>', open) is var bracket and >= 0 ? bracket + 1 : _html.Length, "");

        if (_open.IsForeign)
        {
            if (!tag.Is(TagTraits.EndsForeign))
                return ReadForeignStart(open, end, tag, slash);
            CloseForeign(open);
        }
        if (tag.Is(TagTraits.RawUnseen | TagTraits.RawText))
            return ReadRawText(open, end, tag);
        if (tag.Name == "plaintext")
            return ReadPlainText(open, end);
        if (tag.Is(TagTraits.Document))
            return ReadDocumentTag(open, end, tag);
        if (IsStray(tag))
            return Replace(open, end, "");

        CloseBefore(open, tag);
        if (tag.Is(TagTraits.Void))
            return end;
        return Open(open, end, tag, slash);
    }

    /// <summary>An element that the standard does not let begin here.</summary>
    private bool IsStray(Tag tag) =>
        ((tag.Name is "tr" or "caption" or "colgroup" or "col" || tag.Is(TagTraits.TableSection | TagTraits.Cell)) && !_open.Any("table"))
        || (tag.Name == "form" && _open.Any("form"));

    private int Open(int open, int end, Tag tag, int slash)
    {
        var isWritten = _open.Count < DeepestElement;
        _open.Push(tag, isWritten);
        if (!isWritten)
            return Replace(open, end, "");
        if (slash >= 0) // `<div/>` opens a div
            Replace(slash, slash + 1, " ");
        return end;
    }

    private int ReadForeignStart(int open, int end, Tag tag, int slash)
    {
        if (tag.Is(TagTraits.RawUnseen | TagTraits.RawText) && slash < 0)
            return ReadRawText(open, end, tag);
        return slash >= 0 ? end : Open(open, end, tag, slash);
    }

    private int ReadRawText(int open, int end, Tag tag)
    {
        var closing = _scan.EndTagOf(tag.Name, end);
        if (closing < 0)
            return Replace(open, tag.Name is "script" or "style" ? _html.Length : end, "");
        var after = _html.IndexOf('>', closing) is var bracket and >= 0 ? bracket + 1 : _html.Length;
        if (tag.Is(TagTraits.RawUnseen))
            return Replace(open, after, "");
        CloseBefore(open, tag);
        Replace(closing, after, $"</{tag.Name}>");
        return after;
    }

    private int ReadPlainText(int open, int end)
    {
        CloseBefore(open, Tag.Of("pre"));
        return Replace(open, _html.Length, "<pre>" + _html[end..].Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal));
    }

    /// <summary>The first of each stays for its attributes.</summary>
    private int ReadDocumentTag(int open, int end, Tag tag)
    {
        if (_open.Any(tag.Name) || (_open.Count > 0 && _open.Top.Name is not ("html" or "head")))
            return Replace(open, end, "");
        if (tag.Name == "body" && _open.Top.Name == "head")
            CloseDownTo(open, _open.Count - 1);
        return Open(open, end, tag, slash: -1);
    }

    /// <summary>End tags that the standard implies before this start tag.</summary>
    private void CloseBefore(int open, Tag tag)
    {
        if (_open.Count == 0)
            return;
        if (tag.Is(TagTraits.ClosesParagraph) && _open.Find("p", TagTraits.Scope, "button") is var paragraph and >= 0)
            CloseDownTo(open, paragraph);
        switch (tag.Name)
        {
            case "li":
                CloseItem(open, "li", "li");
                break;
            case "dd" or "dt":
                CloseItem(open, "dd", "dt");
                break;
            case "a" when _open.Find("a", TagTraits.Special) is var link and >= 0:
                CloseDownTo(open, link);
                break;
            case "button" when _open.Find("button", TagTraits.Scope) is var button and >= 0:
                CloseDownTo(open, button);
                break;
            case "option" or "optgroup" when _open.Top.Name == "option":
                CloseDownTo(open, _open.Count - 1);
                break;
            case "tr" when _open.Find("tr", TagTraits.None, "table", "template") is var row and >= 0:
                CloseDownTo(open, row);
                break;
            case "table" when _open.Top is var top && (top.Name is "table" or "tr" || top.Is(TagTraits.TableSection)):
                CloseDownTo(open, Math.Max(_open.Find("table", TagTraits.None), 0));
                break;
            default:
                if (tag.Is(TagTraits.Cell | TagTraits.TableSection) && _open.FindInTable(
                        tag.Is(TagTraits.Cell) ? TagTraits.Cell : TagTraits.TableSection) is var part and >= 0)
                    CloseDownTo(open, part);
                else if (tag.Is(TagTraits.Heading) && _open.Top.Is(TagTraits.Heading))
                    CloseDownTo(open, _open.Count - 1);
                break;
        }
    }

    /// <summary>A list item closes the one before it, but not one around a block that is open in between.</summary>
    private void CloseItem(int open, string name, string otherName)
    {
        if (!_open.Any(name) && !_open.Any(otherName))
            return;
        for (var index = _open.Count - 1; index >= Math.Max(0, _open.Count - DeepestElement); index--)
        {
            var tag = _open[index].Tag;
            if (tag.Name == name || tag.Name == otherName)
            {
                CloseDownTo(open, index);
                return;
            }
            if (tag.Is(TagTraits.Special) && tag.Name is not ("address" or "div" or "p"))
                return;
        }
    }

    private int ReadEndTag(int open)
    {
        var nameEnd = _scan.EndOfName(open + 2);
        var tag = Tag.Of(_html.AsSpan(open + 2, nameEnd - open - 2));
        var end = _scan.EndOfTag(nameEnd, out _);
        if (end < 0)
            end = _html.IndexOf('>', open) is var bracket and >= 0 ? bracket + 1 : _html.Length;
        if (tag.Name == "br" || (tag.Name == "p" && !_open.Any("p")))
        {
            CloseForeign(open);
            return Replace(open, end, tag.Name == "br" ? "<br>" : "<p></p>");
        }
        // what follows `</body>` still belongs to what was open
        var index = tag.Name switch
        {
            "html" or "body" => -1,
            "head" => _open.Top.Name == "head" ? _open.Count - 1 : -1,
            "p" => _open.Find("p", TagTraits.Scope, "button"),
            "li" => _open.Find("li", TagTraits.Scope, "ol", "ul"),
            "dd" or "dt" => _open.Find(tag.Name, TagTraits.Scope),
            "table" or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot" or "caption" => _open.Find(tag.Name, TagTraits.None, tag.Name == "table" ? null : "table", "template"),
            "form" => _open.Top.Name == "form" ? _open.Count - 1 : -1,
            "template" or "applet" or "marquee" or "object" or "svg" or "math" => _open.Find(tag.Name, TagTraits.None),
            _ when tag.Is(TagTraits.Heading) => FindHeading(),
            _ when tag.Is(TagTraits.Block) => _open.Find(tag.Name, TagTraits.Scope),
            _ => _open.Find(tag.Name, TagTraits.Special),
        };
        if (index >= 0)
            CloseDownTo(open, index);
        return Replace(open, end, "");
    }

    /// <summary><c>&lt;/h3&gt;</c> closes an open <c>h2</c>.</summary>
    private int FindHeading()
    {
        for (var index = _open.Count - 1; index >= Math.Max(0, _open.Count - DeepestElement); index--)
        {
            var tag = _open[index].Tag;
            if (tag.Is(TagTraits.Heading))
                return index;
            if (tag.Is(TagTraits.Scope))
                return -1;
        }
        return -1;
    }

    private void CloseForeign(int at)
    {
        while (_open.IsForeign)
            CloseDownTo(at, _open.Count - 1);
    }

    /// <summary>Writes the end tags of the elements from the top down to this one, before what stands at <paramref name="at"/>.</summary>
    private void CloseDownTo(int at, int index)
    {
        CopyTo(at);
        while (_open.Count > index)
        {
            var closed = _open.Pop();
            if (closed.IsWritten)
                _out.Append("</").Append(closed.Tag.Name).Append('>');
        }
    }

    private int Replace(int from, int to, string text)
    {
        CopyTo(from);
        _out.Append(text);
        _copied = to;
        return to;
    }

    private void CopyTo(int at)
    {
        _out.Append(_html, _copied, at - _copied);
        _copied = at;
    }
}
