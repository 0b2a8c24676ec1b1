using System.Text;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>
/// A line of the file as a terminal may show it: tabs are four spaces, control characters are pictures of themselves, so that
/// no file can move the cursor; a very long line is cut around what is underlined.
/// </summary>
internal sealed class ShownLine
{
    private const int LongestShown = 160;
    private const int LeftOfCut = 60;

    private ShownLine(string text, int before, int under)
    {
        Text = text;
        Before = before;
        Under = under;
    }

    public string Text { get; }

    /// <summary>Cells before the underline.</summary>
    public int Before { get; }

    /// <summary>Cells of the underline, at least 1.</summary>
    public int Under { get; }

    /// <param name="start">In UTF-16 units from the beginning of the line.</param>
    public static ShownLine Of(ReadOnlySpan<char> line, int start, int length)
    {
        var text = new StringBuilder();
        var (from, to) = (0, line.Length);
        if (line.Length > LongestShown)
        {
            from = Math.Max(0, start - LeftOfCut);
            to = Math.Min(line.Length, from + LongestShown);
            // not between the two halves of a character
            if (from > 0 && char.IsLowSurrogate(line[from]))
                from--;
            if (to < line.Length && char.IsLowSurrogate(line[to]))
                to--;
        }
        var (before, under) = (0, 0);
        if (from > 0)
        {
            text.Append('…');
            before = 1;
        }
        var at = from;
        foreach (var rune in line[from..to].EnumerateRunes())
        {
            var cells = Append(text, rune);
            if (at < start)
                before += cells;
            else if (at < start + length)
                under += cells;
            at += rune.Utf16SequenceLength;
        }
        if (to < line.Length)
            text.Append('…');
        return new ShownLine(text.ToString().TrimEnd(), before, Math.Max(1, under));
    }

    /// <summary>The same for text that stands in one line of a message.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(clean, rune);
        return clean.ToString();
    }

    private static int Append(StringBuilder text, Rune rune)
    {
        if (rune.Value == '\t')
        {
            text.Append(' ', 4);
            return 4;
        }
        var shown = rune.Value switch
        {
            < 0x20 => new Rune(0x2400 + rune.Value),
            0x7F => new Rune(0x2421),
            >= 0x80 and < 0xA0 => Rune.ReplacementChar,
            // these turn the direction of the text around them
            >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x2028 or 0x2029 => Rune.ReplacementChar,
            _ => rune,
        };
        text.Append(shown.ToString());
        return CellWidth.Of(shown);
    }
}
