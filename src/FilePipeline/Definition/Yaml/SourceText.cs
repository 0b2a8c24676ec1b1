namespace FilePipeline.Definition.Yaml;

/// <summary>The text of a file and where its lines are. Lines end with LF, CR LF or CR.</summary>
internal sealed class SourceText
{
    private readonly List<SourceSpan> _lines = [];

    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('\n' or '\r'))
                continue;
            _lines.Add(SourceSpan.Between(start, at));
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                at++;
            start = at + 1;
        }
        if (start < text.Length || _lines.Count == 0)
            _lines.Add(SourceSpan.Between(start, text.Length));
    }

    /// <summary>As the user named it.</summary>
    public string File { get; }

    public string Text { get; }

    /// <summary>Without their ends. At least one; a final line break begins no further line.</summary>
    public IReadOnlyList<SourceSpan> Lines => _lines;

    public ReadOnlySpan<char> Line(int index) => Slice(_lines[index]);

    public ReadOnlySpan<char> Slice(SourceSpan span) => Text.AsSpan(span.Start, span.Length);

    /// <summary>The index of the line that holds an offset; an offset past the end belongs to the last line.</summary>
    public int LineAt(int offset)
    {
        var (low, high) = (0, _lines.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_lines[middle].Start <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Line and column from 1 and a length that stays on the line and is at least 1.</summary>
    public (int Line, int Column, int Length) Place(SourceSpan span)
    {
        var index = LineAt(span.Start);
        var line = _lines[index];
        var column = Math.Clamp(span.Start - line.Start, 0, line.Length);
        var length = Math.Clamp(span.Length, 1, Math.Max(1, line.Length - column));
        return (index + 1, column + 1, length);
    }
}
