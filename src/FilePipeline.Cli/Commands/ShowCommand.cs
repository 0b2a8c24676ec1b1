using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>show</c>: the way of one item through all stages.</summary>
internal static class ShowCommand
{
    public static Command Create(Session session)
    {
        var key = new Argument<string>("KEY") { Description = "The item: its path below a folder without the extension, as en/Art; or the path of one of its files." };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.show/1." };
        var command = new Command("show", "The way of one item through all stages.") { key, json };
        command.SetAction(parsed =>
        {
            var project = Project.Open(session, parsed.GetValue<string?>("--file"));
            var journey = TypedKey.Find(session, project, parsed.GetValue(key)!);
            var rows = DatasetRow.Find(session, project, journey.Key);
            if (parsed.GetValue(json))
                session.Screen.AnswerJson(Json(journey, rows));
            else
                foreach (var line in new JourneyText(session, project, journey, rows).Lines())
                    session.Screen.Answer(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static object Json(Journey journey, IReadOnlyList<DatasetRow> rows) => new
    {
        Schema = "filepipe.show/1",
        Key = journey.Key.Value,
        Sources = journey.Sources.Select(source => new { source.Source, File = source.File.Name, Bytes = source.File.Stat.Size }),
        Stages = journey.Steps.Select(step => new
        {
            Stage = step.Stage.Name,
            step.Stage.From,
            State = StageItem.NameOf(step.Verdict.State),
            Reason = step.Verdict.Reason.Name(),
            Bytes = step.Verdict.Result?.Size,
            NextAttemptAt = StatusJson.Time(step.Verdict.DueAt),
            Owner = step.Owner?.Worker,
            Made = step.Made is { } made ? Line(made) : null,
            Record = step.Verdict.Record is { } record
                ? new
                {
                    Kind = record.Kind,
                    Holds = step.Verdict.RecordHolds,
                    record.Attempts,
                    record.Error,
                    FailedAt = record.FailedAt.UtcDateTime,
                    FirstFailedAt = StatusJson.Time(record.FirstFailedAt),
                    record.Worker,
                    record.Crashes,
                }
                : null,
            History = step.History.Select(Line),
        }),
        Datasets = rows.Select(row => new { row.Dataset, row.Split }),
    };

    private static object Line(LedgerLine line) => new
    {
        At = line.StartedAt.UtcDateTime,
        Seconds = Math.Round(line.Milliseconds / 1000, 6),
        line.Reason,
        line.Attempt,
        line.Fingerprint.Code,
        line.Fingerprint.Version,
        line.Fingerprint.With,
        Input = line.Input.Digest?.ToString(),
        Output = line.Output.Digest?.ToString(),
        OutputBytes = line.Output.Size,
    };
}
