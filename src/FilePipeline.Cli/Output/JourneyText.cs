using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Cli.Output;

/// <summary>The way of one item for people: a line for each folder it has come to, with what is worth knowing below it.</summary>
internal sealed class JourneyText(Session session, Project project, Journey journey, IReadOnlyList<DatasetRow> rows)
{
    private const int HistoryShown = 5;
    private readonly Paint _paint = session.Screen.Paint;

    public IEnumerable<string> Lines()
    {
        yield return $"{_paint.Bold(Shown.Text(journey.Key.Value))}  {Standing()}";
        var table = new Table();
        foreach (var (source, file) in journey.Sources)
            table.Row("", source, "", Moment(PipelineTime(file.Stat)), "", "", Table.Cell.Right(Words.Size(file.Stat.Size)), Shown.Text(file.Name));
        var below = new List<List<string>>();
        for (var i = 0; i < journey.Steps.Count; i++)
        {
            table.Row(Row(journey.Steps[i], i + 1));
            below.Add([.. Below(journey.Steps[i])]);
        }
        var lines = table.Lines(" ", session.Screen.Traits.AnswerWidth).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            yield return lines[i];
            if (i >= journey.Sources.Count)
                foreach (var line in below[i - journey.Sources.Count])
                    yield return "      " + line;
        }
        foreach (var row in rows)
            yield return $"    {row.Dataset}  {row.Split}";
    }

    private string Standing()
    {
        var steps = journey.Steps;
        var completed = steps.Count(step => step.Verdict.State == ItemState.Completed);
        var dead = steps.FirstOrDefault(step => step.Verdict.State is ItemState.Dead or ItemState.Skipped or ItemState.Failed);
        var state = $"completed {completed} of {Words.Count(steps.Count, "stage")}";
        if (dead is not null)
            state += $", {StatusJson.NameOf(dead.Verdict.State)} in {dead.Stage.Name}";
        else if (steps.FirstOrDefault(step => step.Verdict.IsRunnable || step.Verdict.Waits) is { } next)
            state += $", {StatusJson.NameOf(next.Verdict.State)} in {next.Stage.Name}";
        return journey.Sources.Count == 0 && steps.Any(step => step.HasResult) ? state + ", gone from its source" : state;
    }

    private Table.Cell[] Row(JourneyStep step, int number)
    {
        var verdict = step.Verdict;
        var (mark, colour) = Mark(verdict.State, step.HasResult);
        var what = (verdict.State, verdict.Record) switch
        {
            (ItemState.Dead, { } record) => $"dead after {Words.Count(Math.Max(1, record.Attempts), "attempt")}: {Shown.Text(record.Error.Code)}",
            (ItemState.Failed, { } record) => $"failed {Words.Count(record.Attempts, "time")}: {Shown.Text(record.Error.Code)}",
            (ItemState.Skipped, _) => "skipped",
            (ItemState.Gone, _) when !step.HasResult => $"waits for {step.Stage.From}",
            (ItemState.Processing, _) => "in work" + (step.Owner is { } owner ? $" by {Shown.Text(owner.Worker)}" : ""),
            _ when step.HasResult => Summary(step),
            _ => verdict.Reason.Name(),
        };
        var made = step.Made;
        var at = made?.StartedAt.AddMilliseconds(made.Milliseconds) ?? verdict.Record?.FailedAt ?? (verdict.Result is { } result ? PipelineTime(result) : null);
        return
        [
            Table.Cell.Right(number.ToString(System.Globalization.CultureInfo.InvariantCulture), _paint.Dim),
            new(step.Stage.Name, Paint: _paint.Bold),
            new(mark, Paint: colour),
            at is { } moment ? Moment(moment) : "",
            Table.Cell.Right(made is null ? "" : Words.Span(TimeSpan.FromMilliseconds(made.Milliseconds))),
            made?.Reason ?? (verdict.State == ItemState.Completed ? verdict.Reason.Name() : ""),
            Table.Cell.Right(verdict.Result is { } standing ? Words.Size(standing.Size) : ""),
            what,
        ];
    }

    private IEnumerable<string> Below(JourneyStep step)
    {
        var verdict = step.Verdict;
        if (step.HasResult && verdict.State is ItemState.Stale)
            yield return _paint.Yellow($"stale: {ReasonText.Of(step, session.Clock)}");
        if (step.HasResult && verdict.Reason is (Reason.OutputEdited or Reason.NoInput))
            yield return ReasonText.Of(step, session.Clock);
        if (verdict is { State: ItemState.Dead or ItemState.Failed or ItemState.Skipped, Record: { } record })
            yield return Shown.Text(record.Error.Message);
        if (verdict.State == ItemState.Failed)
            yield return verdict.DueAt is { } due ? $"next try {Moment(due)}" : "the next try is due";
        foreach (var crash in verdict.Record?.Crashes ?? [])
            yield return $"{Moment(crash.At)}  worker {Shown.Text(crash.Worker)} died while it had {(crash.Alone ? "only this" : "this and others")}";
        if (verdict.State == ItemState.Dead && verdict.Input is { } input)
        {
            yield return $"mend it     {Shown.Quoted(project.Show($"{project.Pipeline.Data}/{step.Stage.From}/{input.Name}"))}, and it is taken up again";
            yield return $"try again   filepipe retry {Shown.Quoted("key:" + journey.Key.Value)}";
        }
        var earlier = step.History.Where(line => line != step.Made).ToList();
        foreach (var line in earlier.TakeLast(HistoryShown))
            yield return _paint.Dim($"before  {Moment(line.StartedAt)}  {Words.Span(TimeSpan.FromMilliseconds(line.Milliseconds))}  {line.Reason}  {Words.Size(line.Output.Size)}  by {line.Fingerprint.Code}");
        if (step.Made is { Attempt: > 1 } made)
            yield return _paint.Dim($"attempt {made.Attempt} succeeded");
    }

    private string Summary(JourneyStep step)
    {
        var buffer = new ItemBuffer();
        using var stage = PipelineFolderOf(step.Stage);
        return stage.Read(journey.Key.FileName, buffer, project.Pipeline.ItemSizeLimit).Status == ReadStatus.Ok
            ? Shown.Cut(string.Join(' ', ContentSummary.Of(buffer.Memory).Select(Shown.Text).OrderBy(word => word.Length)), 120)
            : "";
    }

    private Folders.ItemFolder PipelineFolderOf(StageDefinition stage) => PipelineFolders.Open(project.Volume, project.Pipeline, stage.Name);

    private (string Mark, Func<string, string>? Colour) Mark(ItemState state, bool hasResult) => state switch
    {
        ItemState.Completed => ("✔", _paint.Green),
        ItemState.Stale => ("~", _paint.Yellow),
        ItemState.Dead => ("✘", _paint.Red),
        ItemState.Failed => ("!", _paint.Yellow),
        ItemState.Skipped => ("–", _paint.Dim),
        ItemState.Processing => ("▸", _paint.Cyan),
        _ => (hasResult ? "✔" : "…", _paint.Dim),
    };

    private string Moment(DateTimeOffset moment) => Words.Moment(moment, session.Clock);

    private static DateTimeOffset PipelineTime(in VolumeStat stat) => DateTimeOffset.UnixEpoch.AddTicks(stat.ModifiedNs / 100);
}
