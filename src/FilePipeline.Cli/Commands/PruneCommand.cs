using System.CommandLine;
using FilePipeline.Care;
using FilePipeline.Cli.Output;

namespace FilePipeline.Cli.Commands;

/// <summary><c>prune</c>: removes what is left of items that are gone.</summary>
internal static class PruneCommand
{
    private const string Schema = "filepipe.prune/1";

    public static Command Create(Session session)
    {
        var stages = new Argument<string[]>("STAGE") { Description = "Whose orphans; none: those of all stages.", Arity = ArgumentArity.ZeroOrMore };
        var options = new CareOptions(Schema);
        var command = new Command("prune", "Removes results and records whose input is gone, and what was made of them down the line.") { stages };
        options.AddTo(command);
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(stages)!, options.Of(parsed)));
        return command;
    }

    private static int Run(Session session, string? file, string[] words, Consent.Given given)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var stages = words.Select(word => StageWord.Find(project, word).Name).ToHashSet(StringComparer.Ordinal);
        var pruning = new Pruning(project.Volume, project.Graph, session.Clock, new Random());
        var orphans = pruning.Find(stages, out var unsure);
        foreach (var stage in unsure)
            screen.Talk($"{stage} was left alone: the whole folder {project.Graph.Producer(stage)!.From} is missing, so nothing can be said of its items");
        if (!given.Json && orphans.Count == 0)
            screen.Answer("Nothing to prune: every result and record has its input.");
        if (!given.Json)
            Consent.Preview(screen, orphans.Select(orphan => ($"{orphan.Stage}  {(orphan.HasResult ? "results" : "records")}", orphan.Key)));
        var result = Consent.Obtain(session, orphans.Count, given, $"Remove what is left of them ({Words.Count(orphans.Count, "file")})?", ["prune", .. words])
            ? pruning.Run(orphans)
            : new(0, 0, []);
        if (given.Json)
            screen.AnswerJson(Consent.Json(Schema, given, orphans.Count, result));
        else if (given.DryRun)
            screen.Answer("Nothing was changed.");
        else if (orphans.Count > 0)
        {
            screen.Answer($"{Words.Number(result.Done)} removed; what they were stays in the ledgers");
            Consent.TellRest(screen, result);
        }
        return ExitCode.Done;
    }
}
