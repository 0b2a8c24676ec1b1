using FilePipeline.Definition.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FilePipeline.Definition.Yaml;

/// <summary>Says in plain words why a text is not YAML: looks at the text around the place where the parser gave up.</summary>
/// <param name="last">The last sound event.</param>
/// <param name="innermost">The collection that was open.</param>
internal sealed class YamlMistake(Problems problems, ParsingEvent? last, OpenCollection? innermost)
{
    private readonly SourceText _source = problems.Source;

    public void Report(YamlException trouble)
    {
        var gaveUp = (int)Math.Max(trouble.Start.Index, last?.End.Index ?? 0);
        var says = trouble.Message;
        if (TabBelow(gaveUp) is { } tab && says.Contains("tab", StringComparison.Ordinal))
            problems.Error(Codes.Tab, tab, "a tab is used as indentation", "this is a tab", "YAML is indented with spaces; most editors have a command \"convert indentation to spaces\"");
        else if (says.Contains("quoted scalar", StringComparison.Ordinal) && !says.Contains("escape", StringComparison.Ordinal))
            problems.Error(Codes.NotClosed, new SourceSpan((int)trouble.Start.Index, 1), "a quote is never closed", "opened here", "close it on the same line");
        else if (QuoteAcrossLines(gaveUp) is { } quote)
            problems.Error(Codes.NotClosed, new SourceSpan(quote.Start, 1), "a quote is closed on another line than it was opened", "opened here", "close it on the same line", (new SourceSpan(quote.End - 1, 1), "closed here"));
        else if (innermost is { IsFlow: true } bracket)
            SayNotClosed(bracket.At.Start, gaveUp);
        else if (says.Contains("invalid mapping", StringComparison.Ordinal))
            SayColon((int)trouble.Start.Index);
        else
            SayOther(says, trouble, gaveUp);
    }

    private void SayNotClosed(int bracket, int gaveUp)
    {
        // the end of a collection in brackets is the place of its bracket
        var next = NextSign(last is MappingEnd or SequenceEnd ? Math.Max(gaveUp, (int)last.End.Index + 1) : gaveUp);
        problems.Error(Codes.NotClosed, new SourceSpan(bracket, 1), $"`{_source.Text[bracket]}` is not closed, or a comma is missing", "opened here", null,
            next < _source.Text.Length ? (new SourceSpan(next, 1), "a comma or the closing bracket should stand before this") : null);
    }

    /// <summary>A colon that no key can end: it stands behind the value of another.</summary>
    private void SayColon(int colon)
    {
        var index = _source.LineAt(colon);
        var line = _source.Lines[index];
        var at = new SourceSpan(colon, 1);
        if (_source.Slice(SourceSpan.Between(line.Start, colon)).Contains(": ", StringComparison.Ordinal))
        {
            problems.Error(Codes.NotYaml, at, "a second `:` on one line", "not expected here", "a text that holds `: ` needs quotes");
            return;
        }
        var above = index - 1;
        while (above >= 0 && _source.Line(above).TrimStart() is [] or ['#', ..])
            above--;
        if (above < 0)
        {
            problems.Error(Codes.NotYaml, at, "a key cannot stand here", "not expected here");
            return;
        }
        var text = _source.Line(above);
        var white = text.Length - text.TrimStart().Length;
        var place = new SourceSpan(_source.Lines[above].Start + white, text.TrimEnd().Length - white);
        var mark = text.IndexOf(':');
        if (mark < 0)
            problems.Error(Codes.NotYaml, place, "`:` is missing behind a key", "neither `key:` nor `key: value`", null, (at, "so this key cannot stand here"));
        else if (mark + 1 < text.Length && text[mark + 1] is not (' ' or '\t'))
            problems.Error(Codes.NotYaml, new SourceSpan(_source.Lines[above].Start + mark, 1), "a space is missing behind `:`", "", "write `key: value`");
        else
            problems.Error(Codes.NotYaml, SourceSpan.Between(NextSign(line.Start), colon), "a key is indented below one that has a value already", "too deep, or the value above is too much", null, (place, "has a value"));
    }

    private void SayOther(string says, YamlException trouble, int gaveUp)
    {
        var at = SourceSpan.Between((int)trouble.Start.Index, (int)trouble.End.Index);
        if (at == default)
            at = new SourceSpan(gaveUp, 1);
        if (says.Contains("cannot start any token", StringComparison.Ordinal))
            problems.Error(Codes.NotYaml, at, $"a text cannot begin with `{_source.Slice(new SourceSpan(at.Start, 1))}`", "", "put the text in quotes");
        else if (says.Contains("escape", StringComparison.Ordinal))
            problems.Error(Codes.NotYaml, at, "unknown escape in a text in double quotes", "in this text", "write `\\\\` for a backslash, or use single quotes");
        else if (says.Contains("did not find expected key", StringComparison.Ordinal))
            problems.Error(Codes.NotYaml, at, "expected `key: value`", "not a key of the map above", "is the indentation that of the lines above, and does `:` stand behind the key?");
        else
            problems.Error(Codes.NotYaml, at, "this is not YAML: " + says.TrimEnd('.'), "here the parser gave up");
    }

    /// <summary>The first offset from one on that holds neither white space nor a comment.</summary>
    private int NextSign(int offset)
    {
        var text = _source.Text;
        while (offset < text.Length && (char.IsWhiteSpace(text[offset]) || text[offset] == '#'))
            offset = text[offset] == '#' ? _source.Lines[_source.LineAt(offset)].End : offset + 1;
        return offset;
    }

    /// <summary>The first tab in the white space that begins a line, at or after an offset.</summary>
    private SourceSpan? TabBelow(int offset)
    {
        for (var index = _source.LineAt(offset); index < _source.Lines.Count; index++)
        {
            var line = _source.Line(index);
            var white = line.Length - line.TrimStart(" \t").Length;
            var tab = line[..white].IndexOf('\t');
            if (tab >= 0 && white < line.Length && line[white] != '#')
                return new SourceSpan(_source.Lines[index].Start + tab, 1);
        }
        return null;
    }

    /// <summary>A text in quotes of several lines that ends where the parser gave up: the quote that closes it was meant to open another.</summary>
    private SourceSpan? QuoteAcrossLines(int offset)
    {
        if (last is not Scalar { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } scalar)
            return null;
        var span = SourceSpan.Between((int)scalar.Start.Index, (int)scalar.End.Index);
        return span.End >= offset - 1 && _source.LineAt(span.Start) != _source.LineAt(span.End) ? span : null;
    }
}
