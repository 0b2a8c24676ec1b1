using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Diagnostics;

/// <summary>Collects what is wrong with one file, so that all of it can be said in one pass.</summary>
internal sealed class Problems(SourceText source)
{
    private readonly List<Diagnostic> _found = [];

    public SourceText Source => source;

    public bool HasErrors => _found.Exists(problem => problem.Severity == Severity.Error);

    public bool Has(string code) => _found.Exists(problem => problem.Code == code);

    /// <summary>By position. What an alias repeats in several places is said once.</summary>
    public IReadOnlyList<Diagnostic> All =>
        [.. _found.DistinctBy(problem => (problem.Code, problem.Line, problem.Column, problem.Message))
            .OrderBy(problem => (problem.Line, problem.Column))];

    public void Error(string code, SourceSpan at, string message, string label = "", string? help = null, (SourceSpan At, string Label)? related = null) =>
        Add(Severity.Error, code, at, message, label, help, related);

    public void Warning(string code, SourceSpan at, string message, string label = "", string? help = null, (SourceSpan At, string Label)? related = null) =>
        Add(Severity.Warning, code, at, message, label, help, related);

    /// <summary>Something that no line of the text is to blame for.</summary>
    public void WholeFile(string code, string message, string? help) =>
        _found.Add(new Diagnostic { Code = code, Message = message, File = source.File, Help = help });

    private void Add(Severity severity, string code, SourceSpan at, string message, string label, string? help, (SourceSpan At, string Label)? related)
    {
        var (line, column, length) = source.Place(at);
        _found.Add(new Diagnostic
        {
            Code = code,
            Severity = severity,
            Message = message,
            File = source.File,
            Line = line,
            Column = column,
            Length = length,
            Label = label,
            Help = help,
            Related = related is var (place, text) ? [Related(place, text)] : [],
        });
    }

    private RelatedPlace Related(SourceSpan at, string label)
    {
        var (line, column, length) = source.Place(at);
        return new RelatedPlace(line, column, length, label);
    }
}
