namespace FilePipeline.Cli.Output;

/// <summary>Rows whose cells stand below each other, two spaces apart. A column that is empty in all rows takes no place.</summary>
internal sealed class Table
{
    private readonly List<Cell[]> _rows = [];

    /// <param name="Paint">Puts colour around the text.</param>
    public readonly record struct Cell(string Text, bool IsRight = false, Func<string, string>? Paint = null)
    {
        public static implicit operator Cell(string text) => new(text);

        public static Cell Right(string text, Func<string, string>? paint = null) => new(text, true, paint);
    }

    public Table Row(params Cell[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <param name="indent">Before each line.</param>
    /// <param name="width">Lines are cut to it; <c>null</c>: never.</param>
    public IEnumerable<string> Lines(string indent = "", int? width = null)
    {
        var widths = new List<int>();
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i == widths.Count)
                    widths.Add(0);
                widths[i] = Math.Max(widths[i], Shown.Width(row[i].Text));
            }
        }
        foreach (var row in _rows)
            yield return (indent + Line(row, widths, width - indent.Length)).TrimEnd();
    }

    private static string Line(Cell[] row, List<int> widths, int? width)
    {
        var last = Array.FindLastIndex(row, cell => cell.Text.Length > 0);
        var line = "";
        var used = 0;
        for (var i = 0; i <= last; i++)
        {
            if (widths[i] == 0)
                continue;
            var text = row[i].Text;
            if (i == last && width is { } limit && used + Shown.Width(text) > limit)
                text = Shown.Cut(text, Math.Max(12, limit - used));
            var gap = new string(' ', Math.Max(0, widths[i] - Shown.Width(text)));
            var painted = row[i].Paint is { } paint ? paint(text) : text;
            line += row[i].IsRight ? gap + painted : i == last ? painted : painted + gap;
            if (i < last)
                line += "  ";
            used += widths[i] + 2;
        }
        return line;
    }
}
