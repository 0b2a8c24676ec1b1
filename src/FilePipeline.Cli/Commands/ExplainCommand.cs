using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>explain</c>: why something runs, waits or does not; what a code means.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        var subject = new Argument<string>("SUBJECT") { Description = "A stage, a key, or a code as FP1003 or bad_json." };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.explain/1." };
        var command = new Command("explain", "Why a stage or an item runs, waits or does not; what a code means.") { subject, json };
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(subject)!, parsed.GetValue(json)));
        return command;
    }

    /// <summary><c>null</c>: it is no code.</summary>
    public static string? ExplainCode(string code)
    {
        if (DiagnosticCatalog.Explain(code) is { } explanation)
            return explanation.Render().TrimEnd();
        if (RunCodes.Explain(code) is { } meaning)
            return $"{code}: {meaning}";
        foreach (var reason in Enum.GetValues<Reason>().Where(reason => reason.Name() == code))
            return $"{code}: {ReasonText.Of(reason, many: true)}";
        return null;
    }

    private static int Run(Session session, string? file, string subject, bool json)
    {
        var screen = session.Screen;
        if (ExplainCode(subject) is { } meaning)
        {
            if (json)
                screen.AnswerJson(new { Schema = "filepipe.explain/1", Code = subject, Meaning = meaning });
            else
                screen.Answer(meaning);
            return ExitCode.Done;
        }
        var project = Project.Open(session, file);
        if (project.Graph.Producer(subject) is { } stage)
            Explain(session, project, stage, json);
        else
            Explain(session, TypedKey.Find(session, project, subject), json);
        return ExitCode.Done;
    }

    private static void Explain(Session session, Project project, StageDefinition definition, bool json)
    {
        var reasons = new SortedDictionary<Reason, (int Count, ItemKey First)>();
        bool isPaused;
        using (var stage = StageView.Open(project.Volume, project.Pipeline, definition, session.Clock))
        {
            isPaused = stage.Folder.IsPaused;
            foreach (var entry in stage.List().Where(entry => entry.Problem is null))
                reasons[entry.Verdict.Reason] = reasons.TryGetValue(entry.Verdict.Reason, out var known) ? (known.Count + 1, known.First) : (1, entry.Key);
        }
        if (json)
        {
            session.Screen.AnswerJson(new
            {
                Schema = "filepipe.explain/1",
                Stage = definition.Name,
                Paused = isPaused,
                definition.Enabled,
                Reasons = reasons.Select(pair => new { Reason = pair.Key.Name(), pair.Value.Count, First = pair.Value.First.Value }),
            });
            return;
        }
        var paint = session.Screen.Paint;
        session.Screen.Answer($"{paint.Bold(definition.Name)}  {definition.Uses.Name}, version {definition.Version}, reads {definition.From}"
            + (isPaused ? ", paused" : "") + (definition.Enabled ? "" : ", not enabled"));
        var table = new Table();
        foreach (var (reason, (count, first)) in reasons)
            table.Row(Table.Cell.Right(Words.Number(count)), reason.Name(), ReasonText.Of(reason, many: true), new($"as {Shown.Text(first.Value)}", Paint: paint.Dim));
        if (reasons.Count == 0)
            session.Screen.Answer($"  {definition.From} is empty: there is nothing to do");
        foreach (var line in table.Lines("  ", session.Screen.Traits.AnswerWidth))
            session.Screen.Answer(line);
    }

    private static void Explain(Session session, Journey journey, bool json)
    {
        if (json)
        {
            session.Screen.AnswerJson(new
            {
                Schema = "filepipe.explain/1",
                Key = journey.Key.Value,
                Stages = journey.Steps.Select(step => new
                {
                    Stage = step.Stage.Name,
                    State = StageItem.NameOf(step.Verdict.State),
                    Reason = step.Verdict.Reason.Name(),
                    Text = ReasonText.Of(step, session.Clock),
                }),
            });
            return;
        }
        session.Screen.Answer(session.Screen.Paint.Bold(Shown.Text(journey.Key.Value)));
        var table = new Table();
        foreach (var step in journey.Steps)
            table.Row(step.Stage.Name, ReasonText.Of(step, session.Clock));
        foreach (var line in table.Lines("  "))
            session.Screen.Answer(line);
    }
}
