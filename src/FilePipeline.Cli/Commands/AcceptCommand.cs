using System.CommandLine;
using FilePipeline.Care;
using FilePipeline.Cli.Output;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>accept</c>: stale results are kept and count as today's.</summary>
internal static class AcceptCommand
{
    private const string Schema = "filepipe.accept/1";

    public static Command Create(Session session)
    {
        var stage = new Argument<string>("STAGE") { Description = "Whose results are kept." };
        var filter = ListCommand.FilterArgument();
        var options = new CareOptions(Schema);
        var command = new Command("accept", "Keeps stale results: they count as made of today's input by today's code.") { stage, filter };
        options.AddTo(command);
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(stage)!, parsed.GetValue(filter)!, options.Of(parsed)));
        return command;
    }

    private static int Run(Session session, string? file, string stage, string[] words, Consent.Given given)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var name = StageWord.Find(project, stage).Name;
        var filter = Filters.Parse(session, project, [.. words, $"stage:{name}"]);
        // Edited and unrecorded results stay anyhow; they are meant only when completed ones are asked for.
        var items = StageItem.List(project.Volume, project.Graph, filter, session.Clock)
            .Where(item => Acceptance.IsFor(item.Reason) && (item.State == ItemState.Stale || filter.HasStates)).ToList();
        if (!given.Json && items.Count == 0)
            screen.Answer($"Nothing to accept: no stale results in {name}{(words.Length > 0 ? " that match" : "")}.");
        if (!given.Json)
            Consent.PreviewByReason(screen, items);
        var result = Consent.Obtain(session, items.Count, given, $"Keep {Words.Count(items.Count, "result")} as they are?", ["accept", stage, .. words])
            ? new Acceptance(project.Volume, project.Pipeline, session.Clock, new Random()).Run(items.Select(item => (item.Stage, item.Key)))
            : new(0, 0, []);
        if (given.Json)
            screen.AnswerJson(Consent.Json(Schema, given, items.Count, result));
        else if (given.DryRun)
            screen.Answer("Nothing was changed.");
        else if (items.Count > 0)
        {
            screen.Answer($"{Words.Count(result.Done, "result")} of {name} {(result.Done == 1 ? "counts" : "count")} as today's; filepipe rerun {name} makes them again after all");
            Consent.TellRest(screen, result);
        }
        return ExitCode.Done;
    }
}
