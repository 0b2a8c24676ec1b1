using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>status</c>: counts per stage and who is at work. Locks nothing and makes nothing.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static Command Create(Session session)
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Look again every second, until Ctrl-C." };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.status/1; with --watch one line each time." };
        var command = new Command("status", "Counts per stage, and who is at work.") { watch, json };
        command.SetAction((parsed, _) => RunAsync(session, parsed.GetValue<string?>("--file"), parsed.GetValue(watch), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string? file, bool watch, bool json)
    {
        var project = Project.Open(session, file);
        if (!watch)
        {
            Tell(session, project, json, PipelineSnapshot.Take(project.Volume, project.Graph, session.Clock), isOneOfMany: false);
            return ExitCode.Done;
        }
        session.Signals.Listen();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(session.Signals.Stop, session.Screen.AnswerGone);
        using var timer = new PeriodicTimer(Beat, session.Clock);
        try
        {
            do
            {
                Tell(session, project, json, PipelineSnapshot.Take(project.Volume, project.Graph, session.Clock), isOneOfMany: true);
                session.Screen.Flush();
            }
            while (await timer.WaitForNextTickAsync(over.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
        // The last picture stays; to have looked until one had seen enough is no failure.
        return session.Signals.ExitCode is null or ExitCode.Interrupted ? ExitCode.Done : session.Signals.ExitCode.Value;
    }

    private static void Tell(Session session, Project project, bool json, PipelineSnapshot snapshot, bool isOneOfMany)
    {
        var screen = session.Screen;
        if (json)
        {
            var answer = StatusJson.Of(project.Pipeline, snapshot);
            if (isOneOfMany)
                screen.AnswerJsonLine(answer);
            else
                screen.AnswerJson(answer);
            return;
        }
        if (isOneOfMany && screen.Traits is { AnswerIsTerminal: true, Animate: true })
            screen.Answer("\e[H\e[2J\e[3J" + string.Join('\n', StatusText.Lines(session, project, snapshot)));
        else
            foreach (var line in StatusText.Lines(session, project, snapshot))
                screen.Answer(line);
        if (!isOneOfMany)
            foreach (var hint in StatusText.Hints(snapshot))
                screen.Talk(hint);
        else if (!screen.Traits.AnswerIsTerminal)
            screen.Answer();
    }
}
