using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>rerun</c>: makes results again although nothing has changed.</summary>
internal static class RerunCommand
{
    public static Command Create(Session session)
    {
        var stage = new Argument<string>("STAGE") { Description = "Whose results are made again." };
        var filter = ListCommand.FilterArgument();
        var options = new CareOptions("filepipe.run/1");
        var command = new Command("rerun", "Makes results again although they are up to date; edited ones and dead letters too.") { stage, filter };
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(session, parsed.GetValue<string?>("--file"), parsed.GetValue(stage)!, parsed.GetValue(filter)!, options.Of(parsed), parsed.GetValue<bool>("--debug")));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string? file, string word, string[] words, Consent.Given given, bool debug)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var stage = StageWord.Find(project, word);
        var filter = Filters.Parse(session, project, [.. words, $"stage:{stage.Name}"]);
        var items = StageItem.List(project.Volume, project.Graph, filter, session.Clock)
            .Where(item => item.State is not (ItemState.Gone or ItemState.Processing) && item.Reason != Reason.Settling).ToList();
        if (!given.Json && items.Count == 0)
            screen.Answer($"Nothing to make again: no items of {stage.Name}{(words.Length > 0 ? " that match" : "")}.");
        if (!given.Json)
            Consent.PreviewByReason(screen, items);
        if (!Consent.Obtain(session, items.Count, given, $"Make {Words.Count(items.Count, "result")} again?", ["rerun", word, .. words]))
        {
            if (given.Json)
                screen.AnswerJsonLine(new { Schema = "filepipe.run/1", Event = "run.finished", given.DryRun, Found = items.Count });
            else if (items.Count > 0)
                screen.Answer("Nothing was changed.");
            return ExitCode.Done;
        }
        return await new RunCommand(session, project, new()
        {
            Stages = [stage],
            Keys = items.Select(item => item.Key).ToHashSet(),
            Force = true,
            Json = given.Json,
            Debug = debug,
        }).RunAsync().ConfigureAwait(false);
    }
}
