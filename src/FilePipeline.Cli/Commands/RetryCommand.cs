using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>retry</c>: failed and dead items are tried again.</summary>
internal static class RetryCommand
{
    public static Command Create(Session session)
    {
        var filter = ListCommand.FilterArgument();
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Say which; change nothing." };
        var yes = new Option<bool>("--yes", "-y") { Description = $"Do not ask, however many they are. (Up to {Consent.Few} are done without asking.)" };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.retry/1. Asks nothing: give --yes." };
        var command = new Command("retry", "Puts failed and dead items back into the queue; the next run tries them again.") { filter, dryRun, yes, json };
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(filter)!, parsed.GetValue(dryRun), parsed.GetValue(yes), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? file, string[] words, bool dryRun, bool yes, bool json)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var filter = Filters.Parse(session, project, words);
        var items = StageItem.List(project.Volume, project.Graph, filter, session.Clock).Where(item => item.State is ItemState.Failed or ItemState.Dead).ToList();
        if (!json)
            Preview(screen, items, filter);
        var result = Consent.Obtain(session, items.Count, new(dryRun, yes, json), $"Try {Words.Count(items.Count, "item")} again?", ["retry", .. words])
            ? new Requeue(project.Volume, project.Pipeline, session.Clock, new Random()).Run(items.Select(item => (item.Stage, item.Key)))
            : new RequeueResult(0, 0, []);
        if (json)
            screen.AnswerJson(new
            {
                Schema = "filepipe.retry/1",
                DryRun = dryRun,
                Found = items.Count,
                result.Requeued,
                result.Gone,
                Claimed = result.Claimed.Select(item => new { item.Stage, Key = item.Key.Value }),
            });
        else if (items.Count > 0)
            Tell(screen, result, dryRun);
        return ExitCode.Done;
    }

    private static void Preview(Screen screen, List<StageItem> items, ItemFilter filter)
    {
        if (items.Count == 0)
        {
            screen.Answer($"Nothing to retry: no failed or dead items{(filter.Text.Length > 0 ? " that match" : "")}.");
            return;
        }
        foreach (var group in items.GroupBy(item => (item.Stage, item.StateName, item.Error?.Code)))
        {
            var sample = string.Join(", ", group.Take(Consent.Sample).Select(item => Shown.Text(item.Key.Value)));
            screen.Answer($"  {group.Key.Stage}  {Words.Number(group.Count())} {group.Key.StateName}  {Shown.Text(group.Key.Code ?? "")}  {sample}{(group.Count() > Consent.Sample ? ", …" : "")}");
        }
    }

    private static void Tell(Screen screen, RequeueResult result, bool dryRun)
    {
        if (dryRun)
        {
            screen.Answer("Nothing was changed.");
            return;
        }
        screen.Answer($"{Words.Count(result.Requeued, "item")} will be tried again: filepipe run");
        if (result.Gone > 0)
            screen.Answer($"  {Words.Number(result.Gone)} had been taken up meanwhile");
        foreach (var (stage, key) in result.Claimed)
            screen.Answer($"  {stage}  {Shown.Text(key.Value)} is in work just now and was left alone");
    }
}
