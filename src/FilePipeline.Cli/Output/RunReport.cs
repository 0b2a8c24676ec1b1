using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Running;

namespace FilePipeline.Cli.Output;

/// <summary>What a run tells: events as they happen for programs, a summary at its end for people.</summary>
internal sealed class RunReport(Session session, Project project, bool json)
{
    private const string Schema = "filepipe.run/1";
    private readonly Screen _screen = session.Screen;
    private readonly Lock _gate = new();
    private ItemKey? _sample;

    public void Begin(IReadOnlyList<StageDefinition> stages)
    {
        if (json)
            _screen.AnswerJsonLine(new { Schema, Event = "run.started", At = Now, Pipeline = project.Pipeline.Name, Stages = stages.Select(stage => stage.Name) });
    }

    /// <summary>Called from many threads.</summary>
    public void Tell(RunEvent happened)
    {
        var end = happened.End;
        if (end.Kind is ItemEndKind.Published or ItemEndKind.Replaced)
        {
            lock (_gate)
            {
                if (_sample is not { } sample || happened.Key < sample)
                    _sample = happened.Key;
            }
        }
        if (!json)
            return;
        var kind = end.Kind switch
        {
            ItemEndKind.Published or ItemEndKind.Replaced or ItemEndKind.Same => "completed",
            _ => end.Kind.ToString().ToLowerInvariant(),
        };
        _screen.AnswerJsonLine(new
        {
            Schema,
            Event = $"item.{kind}",
            At = Now,
            happened.Stage,
            Key = happened.Key.Value,
            Reason = end.Verdict.Reason.Name(),
            end.Attempt,
            Seconds = Math.Round(end.Elapsed.TotalSeconds, 6),
            Result = end.Kind switch { ItemEndKind.Published => "new", ItemEndKind.Replaced => "replaced", ItemEndKind.Same => "same", _ => null },
            end.Code,
            end.Message,
            NextAttemptAt = StatusJson.Time(end.DueAt),
        });
    }

    /// <summary>Returns the exit code.</summary>
    /// <param name="paused">Stages that a hand has paused while work is left in them.</param>
    public int Finish(RunSummary summary, IReadOnlyList<ExportEnd> exports, IReadOnlyList<string> paused)
    {
        var code = CodeOf(summary, exports, paused);
        if (json)
            FinishJson(summary, exports, paused, code);
        else
            foreach (var line in new RunSummaryText(session, project, summary, exports, paused, _sample).Lines())
                _screen.Answer(line);
        if (summary.Trouble is { } trouble)
            CommandLine.TellProblem(_screen, Shown.Text(trouble.Message), MachineTrouble.Advice(trouble));
        foreach (var problem in exports.Select(export => export.Problem).OfType<Datasets.DatasetException>())
            CommandLine.TellProblem(_screen, $"cannot export {problem.Dataset}", string.Join('\n', problem.Problems.Select(Shown.Text)));
        return code;
    }

    private int CodeOf(RunSummary summary, IReadOnlyList<ExportEnd> exports, IReadOnlyList<string> paused)
    {
        if (summary.Trouble is not null)
            return ExitCode.Machine;
        if (summary.Interrupted)
            return session.Signals.ExitCode ?? ExitCode.AnswerGone;
        if (summary.Stages.Any(stage => stage.Dead + stage.Refused > 0) || exports.Any(export => export.Problem is not null))
            return ExitCode.ItemsFailed;
        return summary.StillWritten.Count + paused.Count > 0 ? ExitCode.WorkRemains : ExitCode.Done;
    }

    private void FinishJson(RunSummary summary, IReadOnlyList<ExportEnd> exports, IReadOnlyList<string> paused, int code)
    {
        foreach (var export in exports)
        {
            _screen.AnswerJsonLine(new { Schema, Event = export.Problem is null ? "export.finished" : "export.failed", At = Now, Export = ExportJson.Of(export) });
        }
        _screen.AnswerJsonLine(new
        {
            Schema,
            Event = "run.finished",
            At = Now,
            Seconds = Math.Round(summary.Elapsed.TotalSeconds, 3),
            ExitCode = code,
            summary.Interrupted,
            Trouble = summary.Trouble?.Message,
            Results = summary.Stages.Sum(stage => stage.Results),
            UpToDate = summary.Stages.Sum(stage => stage.UpToDate),
            Dead = summary.Stages.Sum(stage => stage.Dead),
            Skipped = summary.Stages.Sum(stage => stage.Skipped),
            Stages = summary.Stages.Select(stage => new
            {
                stage.Stage,
                stage.Published,
                stage.Replaced,
                stage.Same,
                stage.Skipped,
                stage.Dead,
                stage.Failures,
                stage.Refused,
                stage.UpToDate,
                stage.Held,
                Paused = stage.IsPaused,
                Problems = stage.Problems.Select(problem => new { problem.Code, problem.Dead, problem.Count, problem.First, problem.Message }),
            }),
            StillWritten = summary.StillWritten.Select(file => new { file.Stage, Key = file.Key.Value }),
            Paused = paused,
        });
    }

    private DateTime Now => session.Clock.GetUtcNow().UtcDateTime;
}
