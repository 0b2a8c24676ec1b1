using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary>A snapshot for people.</summary>
internal static class StatusText
{
    private static readonly ItemState[] Columns =
        [ItemState.Pending, ItemState.Processing, ItemState.Completed, ItemState.Stale, ItemState.Failed, ItemState.Dead, ItemState.Skipped];

    public static IEnumerable<string> Lines(Session session, Project project, PipelineSnapshot snapshot)
    {
        var paint = session.Screen.Paint;
        var table = new Table();
        table.Row([new("stage", Paint: paint.Dim), .. Columns.Select(state => Table.Cell.Right(StatusJson.NameOf(state), paint.Dim))]);
        foreach (var stage in snapshot.Stages)
            table.Row([new(stage.Name, Paint: paint.Bold), .. Columns.Select(state => Count(stage[state], state, paint)), Notes(stage, snapshot, session.Clock)]);
        yield return paint.Bold(Shown.Text(project.Pipeline.Name)) + paint.Dim($"  {Words.Moment(snapshot.TakenAt, session.Clock)}");
        foreach (var line in table.Lines("  "))
            yield return line;

        yield return "";
        foreach (var source in snapshot.Sources)
            yield return "  " + (source.Exists ? $"{source.Name}: {Words.Count(source.Items, "item")}" : $"{source.Name}: not there yet; the first run makes it");
        foreach (var line in Workers(snapshot, session.Clock))
            yield return "  " + line;
    }

    /// <summary>What the counts do not say, and what to type.</summary>
    public static IEnumerable<string> Hints(PipelineSnapshot snapshot)
    {
        foreach (var source in snapshot.Sources.Where(source => source.Others > 0))
            yield return $"{source.Name} holds {Words.Count(source.Others, "file")} that {(source.Others == 1 ? "is no item" : "are no items")} ({(source.Others == 1 ? "" : "first: ")}{Shown.Text(source.FirstOther!)}); `accept` in pipeline.yaml says what is one";
        foreach (var stage in snapshot.Stages.Where(stage => stage.Refused > 0))
            yield return $"{stage.From} holds {Words.Count(stage.Refused, "file")} whose {(stage.Refused == 1 ? "name" : "names")} cannot be keys; filepipe run names them";
        if (snapshot.Stages.Sum(stage => stage[ItemState.Dead]) > 0)
            yield return "see the dead letters: filepipe list state:dead";
        if (snapshot.Workers.All(worker => worker.Lives == false) && snapshot.Stages.Any(stage => stage is { Open: > 0, IsEnabled: true, IsPaused: false }))
            yield return "work them off: filepipe run";
    }

    private static Table.Cell Count(int count, ItemState state, Paint paint) => Table.Cell.Right(Words.Number(count), count == 0 ? paint.Dim : state switch
    {
        ItemState.Dead => paint.Red,
        ItemState.Failed or ItemState.Stale => paint.Yellow,
        ItemState.Completed => paint.Green,
        _ => null,
    });

    private static string Notes(StageSnapshot stage, PipelineSnapshot snapshot, TimeProvider clock)
    {
        var notes = new List<string>();
        if (!stage.IsEnabled)
            notes.Add("not enabled");
        if (stage.IsPaused)
            notes.Add("paused");
        if (stage.Rate is { } rate)
            notes.Add(Words.Rate(rate) + (stage.Open > 0 ? $", {Words.Eta(TimeSpan.FromSeconds(stage.Open / rate))} left" : ""));
        if (stage.OldestPendingAt is { } oldest)
            notes.Add($"oldest {Words.Age(snapshot.TakenAt - oldest)}");
        if (stage[ItemState.Failed] > 0)
            notes.Add(stage.NextAttemptAt is { } next && next > snapshot.TakenAt ? $"next try {Words.Moment(next, clock)}" : "next try is due");
        if (stage.Abandoned > 0)
            notes.Add($"{Words.Number(stage.Abandoned)} left behind by a worker that died");
        if (stage.Orphans > 0)
            notes.Add($"{Words.Count(stage.Orphans, "orphan")} (results without input)");
        if (stage.Reasons.TryGetValue(Reason.Accepted, out var accepted))
            notes.Add($"{Words.Number(accepted)} accepted");
        if (stage.Reasons.TryGetValue(Reason.Unrecorded, out var unrecorded))
            notes.Add($"{Words.Number(unrecorded)} unrecorded");
        if (stage.Reasons.TryGetValue(Reason.OutputEdited, out var edited))
            notes.Add($"{Words.Number(edited)} edited by hand");
        return string.Join(", ", notes);
    }

    private static IEnumerable<string> Workers(PipelineSnapshot snapshot, TimeProvider clock)
    {
        if (!snapshot.Workers.Any(worker => worker.Lives != false))
            yield return "nobody is at work";
        foreach (var worker in snapshot.Workers)
        {
            var name = Shown.Text(worker.Info.Worker);
            yield return worker.Lives == false
                ? $"{name} has died; the next run takes up what it had"
                : $"at work: {name}, process {worker.Info.Pid}{(worker.Lives is null ? $" on {Shown.Text(worker.Info.Host)}" : "")}, since {Words.Moment(worker.Info.Started, clock)}";
        }
    }
}
