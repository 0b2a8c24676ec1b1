using System.Globalization;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>Diagnostics as workflow commands, which GitHub shows beside the changed lines: <c>::error file=…,line=…,col=…::message</c>.</summary>
public static class DiagnosticGithub
{
    /// <summary>One line for each, each with its line break.</summary>
    public static string Write(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(Line));

    private static string Line(Diagnostic problem)
    {
        var place = problem.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $",line={problem.Line},col={problem.Column},endColumn={problem.Column + problem.Length}");
        var text = problem.Message + (problem.Help is { } help ? "\nhelp: " + help : "");
        var command = problem.Severity == Severity.Error ? "error" : "warning";
        return $"::{command} file={Property(problem.File)}{place},title={problem.Code}::{Text(text)}\n";
    }

    private static string Text(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Text(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
