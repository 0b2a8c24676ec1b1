using System.Globalization;
using System.Text;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>
/// Diagnostics for people, with the lines that they are about:
/// <code>
/// error[FP1003]: unknown key `retires` in stage `pages`
///   --> pipeline.yaml:31:5
///    |
/// 31 |     retires:
///    |     ^^^^^^^ there is no such key here
///    |
///    help: did you mean `retry`?
/// </code>
/// </summary>
/// <param name="text">The file's text, <see cref="PipelineLoadResult.Text"/>.</param>
/// <param name="style">Puts colour around a piece; it must not change what can be seen of it. <c>null</c>: plain.</param>
public sealed class DiagnosticText(string text, Func<DiagnosticPart, string, string>? style = null)
{
    private readonly SourceText _source = new("", text);

    /// <summary>All of them, an empty line between two; ends with a line break.</summary>
    public string Render(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(Render));

    /// <summary>Ends with a line break.</summary>
    public string Render(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        var isError = diagnostic.Severity == Severity.Error;
        var result = new StringBuilder();
        var head = $"{(isError ? "error" : "warning")}[{diagnostic.Code}]";
        result.Append(Style(isError ? DiagnosticPart.ErrorHead : DiagnosticPart.WarningHead, head))
            .Append(Style(DiagnosticPart.Message, ": " + ShownLine.Clean(diagnostic.Message))).Append('\n');

        var marks = Marks(diagnostic, isError ? DiagnosticPart.ErrorMark : DiagnosticPart.WarningMark);
        var width = marks.Count > 0 ? Number(marks[^1].Line).Length : 1;
        var margin = new string(' ', width + 1);
        result.Append(Style(DiagnosticPart.Gutter, margin[1..] + "-->")).Append(' ').Append(ShownLine.Clean(diagnostic.File));
        if (diagnostic.Line > 0)
            result.Append(':').Append(Number(diagnostic.Line)).Append(':').Append(Number(diagnostic.Column));
        result.Append('\n');
        if (marks.Count > 0)
            RenderLines(result, marks, margin);
        if (diagnostic.Help is { } help)
            result.Append(margin).Append(Style(DiagnosticPart.HelpHead, "help:")).Append(' ')
                .AppendJoin("\n" + margin + "      ", help.Split('\n').Select(ShownLine.Clean)).Append('\n');
        return result.ToString();
    }

    private void RenderLines(StringBuilder result, List<Mark> marks, string margin)
    {
        var bar = Style(DiagnosticPart.Gutter, margin + "|");
        result.Append(bar).Append('\n');
        var last = 0;
        foreach (var mark in marks)
        {
            if (last > 0 && mark.Line > last + 1)
                result.Append(Style(DiagnosticPart.Gutter, "...")).Append('\n');
            var line = ShownLine.Of(_source.Line(mark.Line - 1), mark.Column - 1, mark.Length);
            if (mark.Line != last)
                result.Append(Style(DiagnosticPart.Gutter, Number(mark.Line).PadLeft(margin.Length - 1) + " |")).Append((" " + line.Text).TrimEnd()).Append('\n');
            var under = new string(mark.Sign, line.Under) + (mark.Label.Length > 0 ? " " + ShownLine.Clean(mark.Label) : "");
            result.Append(bar).Append(' ', line.Before + 1).Append(Style(mark.Part, under)).Append('\n');
            last = mark.Line;
        }
        result.Append(bar).Append('\n');
    }

    /// <summary>What is underlined, from top to bottom.</summary>
    private List<Mark> Marks(Diagnostic diagnostic, DiagnosticPart part)
    {
        var marks = diagnostic.Related.Select(place => new Mark(place.Line, place.Column, place.Length, '-', place.Label, DiagnosticPart.RelatedMark))
            .Append(new Mark(diagnostic.Line, diagnostic.Column, diagnostic.Length, '^', diagnostic.Label, part));
        return [.. marks.Where(mark => mark.Line >= 1 && mark.Line <= _source.Lines.Count).OrderBy(mark => (mark.Line, mark.Column))];
    }

    private string Style(DiagnosticPart part, string piece) => style is null ? piece : style(part, piece);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Mark(int Line, int Column, int Length, char Sign, string Label, DiagnosticPart Part);
}
