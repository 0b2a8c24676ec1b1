using System.CommandLine;
using FilePipeline.Care;
using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>skip</c>: nothing is to be made of these items, and a record says why.</summary>
internal static class SkipCommand
{
    private const string Schema = "filepipe.skip/1";

    public static Command Create(Session session)
    {
        var filter = ListCommand.FilterArgument();
        filter.Arity = ArgumentArity.OneOrMore;
        var reason = new Option<string>("--reason") { Description = "Why; it stands in the records.", HelpName = "TEXT", Required = true };
        var options = new CareOptions(Schema);
        var command = new Command("skip", "Sets items aside that are not completed: no result is made of them, until they or their stage change.") { filter, reason };
        options.AddTo(command);
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(filter)!, parsed.GetValue(reason)!, options.Of(parsed)));
        return command;
    }

    private static int Run(Session session, string? file, string[] words, string reason, Consent.Given given)
    {
        var screen = session.Screen;
        if (string.IsNullOrWhiteSpace(reason))
            throw new CommandException(ExitCode.Usage, "a skip needs a reason", "--reason 'not an article'");
        var project = Project.Open(session, file);
        var filter = Filters.Parse(session, project, words);
        var items = StageItem.List(project.Volume, project.Graph, filter, session.Clock).Where(item => HandSkip.IsFor(item.State)).ToList();
        if (!given.Json && items.Count == 0)
            screen.Answer("Nothing to skip: no pending, stale, failed or dead items that match.");
        if (!given.Json)
            Consent.PreviewByReason(screen, items);
        var result = Consent.Obtain(session, items.Count, given, $"Skip {Words.Count(items.Count, "item")}?", ["skip", .. words, "--reason", reason])
            ? new HandSkip(project.Volume, project.Pipeline, session.Clock, new Random()).Run(items.Select(item => (item.Stage, item.Key)), reason)
            : new(0, 0, []);
        if (given.Json)
            screen.AnswerJson(Consent.Json(Schema, given, items.Count, result));
        else if (given.DryRun)
            screen.Answer("Nothing was changed.");
        else if (items.Count > 0)
        {
            screen.Answer($"{Words.Count(result.Done, "item")} skipped; to take one up again, remove its record in .skipped");
            Consent.TellRest(screen, result);
        }
        return ExitCode.Done;
    }
}
