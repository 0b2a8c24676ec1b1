using FilePipeline.Running;

namespace FilePipeline.Cli.Output;

/// <summary>What a run has done, for people: one line, then what went wrong in groups and what to type about it, then the datasets.</summary>
internal sealed class RunSummaryText(
    Session session, Project project, RunSummary summary, IReadOnlyList<ExportEnd> exports, IReadOnlyList<string> paused, ItemKey? sample)
{
    private const int ProblemsShown = 5;
    private readonly Paint _paint = session.Screen.Paint;
    private readonly int _results = summary.Stages.Sum(stage => stage.Results);
    private readonly int _upToDate = summary.Stages.Sum(stage => stage.UpToDate);
    private readonly int _dead = summary.Stages.Sum(stage => stage.Dead);
    private readonly int _skipped = summary.Stages.Sum(stage => stage.Skipped);
    private readonly int _held = summary.Stages.Sum(stage => stage.Held);
    private readonly int _refused = summary.Stages.Sum(stage => stage.Refused);

    public IEnumerable<string> Lines()
    {
        yield return Head();
        foreach (var stage in summary.Stages.Where(stage => stage.Problems.Count > 0))
            foreach (var line in Problems(stage))
                yield return line;
        foreach (var group in summary.StillWritten.GroupBy(file => file.Stage))
            yield return $"  {group.Key}  {Words.Count(group.Count(), "file is", "files are")} still being written, as {Shown.Text(group.First().Key.Value)}; run again when that is done";
        foreach (var stage in paused)
            yield return $"  {stage}  is paused with work left: rm {Shown.Quoted(project.Show($"{project.Pipeline.Data}/{stage}/.paused"))}";
        if (IsNothing)
            yield break;
        foreach (var line in exports.SelectMany(export => ExportText.Lines(export, _paint)))
            yield return "  " + line;
        if (_results > 0 && sample is { } key && summary is { Interrupted: false, Trouble: null })
            yield return _paint.Dim($"Look at one on its way: filepipe show {Shown.Quoted(key.Value)}");
    }

    private bool IsNothing => _results + _dead + _skipped + _refused == 0 && paused.Count == 0 && summary is { Interrupted: false, Trouble: null, StillWritten.Count: 0 }
        && exports.All(export => export.IsUnchanged);

    private string Head()
    {
        if (IsNothing)
        {
            if (summary.Stages.All(stage => stage.Seen == 0))
                return $"Nothing to do: {Empty()}";
            var datasets = string.Concat(exports.Select(export => $", {export.Path} unchanged"));
            var held = _held > 0 ? $"; {Words.Number(_held)} dead or skipped (filepipe list state:dead,skipped)" : "";
            return $"Nothing to do: {Words.Count(_upToDate, "result is", "results are")} up to date{datasets}{held}.";
        }
        var how = summary switch
        {
            { Trouble: not null } => "Stopped by the machine after",
            { Interrupted: true } => "Stopped after",
            _ => "Finished in",
        };
        var parts = new List<string> { _paint.Bold(Words.Count(_results, "result")) + (_upToDate > 0 ? $" ({Words.Number(_upToDate)} already up to date)" : "") };
        if (summary.Stages.Sum(stage => stage.Same) is > 0 and var same)
            parts.Add($"{Words.Number(same)} came out as before");
        if (_skipped > 0)
            parts.Add($"{Words.Number(_skipped)} skipped");
        if (_dead > 0)
            parts.Add(_paint.Red($"{Words.Number(_dead)} dead"));
        if (_refused > 0)
            parts.Add(_paint.Red($"{Words.Number(_refused)} refused"));
        if (_held > 0)
            parts.Add($"{Words.Number(_held)} dead or skipped before");
        var left = summary.Interrupted || summary.Trouble is not null ? ". The next filepipe run goes on from here" : "";
        return $"{how} {Words.Span(summary.Elapsed)}: {string.Join(", ", parts)}{left}";
    }

    private string Empty()
    {
        var froms = project.Pipeline.Stages.Where(stage => summary.Stages.Any(ran => ran.Stage == stage.Name)).Select(stage => stage.From).Distinct().ToList();
        var source = project.Pipeline.Sources.FirstOrDefault(source => froms.Contains(source.Name))?.Name ?? froms[0];
        var folder = project.Show($"{project.Pipeline.Data}/{source}");
        return $"{Shown.Text(folder)} is empty. Put files there: cp FILE {Shown.Quoted(folder)}/, or filepipe add {source} FILE";
    }

    private IEnumerable<string> Problems(StageMeter stage)
    {
        var dead = stage.Problems.Where(problem => problem.Dead).OrderByDescending(problem => problem.Count).ToList();
        var again = stage.Problems.Where(problem => !problem.Dead && !dead.Exists(other => other.Code == problem.Code)).ToList();
        var table = new Table();
        foreach (var problem in dead.Take(ProblemsShown))
            Row(problem, problem.Code);
        foreach (var problem in again.Take(ProblemsShown))
            Row(problem, $"{problem.Code}, tried again");
        foreach (var line in table.Lines("  ", session.Screen.Traits.AnswerWidth))
            yield return line;
        var indent = new string(' ', 4 + Shown.Width(stage.Stage));
        if (dead.Count > ProblemsShown)
            yield return $"{indent}… and {Words.Count(dead.Count - ProblemsShown, "other code")}";
        if (stage.Dead > 0)
        {
            yield return $"{indent}see them   filepipe list state:dead stage:{stage.Stage}";
            yield return $"{indent}try again  filepipe retry stage:{stage.Stage}";
        }

        void Row(StageProblem problem, string code) => table.Row(
            problem == dead.Concat(again).First() ? stage.Stage : "",
            new($"{Words.Number(problem.Count)} x {code}", Paint: problem.Dead ? _paint.Red : _paint.Yellow),
            (problem.Count > 1 ? "first: " : "") + Shown.Text(problem.First),
            Shown.Line(problem.Message));
    }
}
