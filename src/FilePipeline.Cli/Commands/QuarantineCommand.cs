using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using FilePipeline.Running;

namespace FilePipeline.Cli.Commands;

/// <summary><c>quarantine</c>: what <c>run</c> starts for an item that may have killed its worker. Not for people.</summary>
internal static class QuarantineCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static string[] Words(QuarantinedItem item, string file) =>
        ["quarantine", "--file", file, "--stage", item.Stage, "--key", item.Key.Value, "--parent", item.Parent, .. item.ForcedSince is { } since ? (string[])["--forced-since", since.ToString("O", CultureInfo.InvariantCulture)] : []];

    public static Command Create(Session session)
    {
        var stage = new Option<string>("--stage") { Required = true };
        var key = new Option<string>("--key") { Required = true };
        var parent = new Option<string>("--parent") { Required = true };
        var forced = new Option<string?>("--forced-since");
        var command = new Command("quarantine", "Runs one item for the worker that watches over it.") { stage, key, parent, forced };
        command.Hidden = true;
        command.SetAction(async (parsed, cancel) =>
        {
            var project = Project.Open(session, parsed.GetValue<string?>("--file"));
            var item = new QuarantinedItem(parsed.GetValue(stage)!, ItemKey.Parse(parsed.GetValue(key)!), parsed.GetValue(parent)!,
                parsed.GetValue(forced) is { } since ? DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) : null);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            // Ctrl-C reaches the whole group; the parent decides what becomes of it.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
            using var watch = new Timer(_ => Environment.Exit(ExitCode.Interrupted));
            _ = Task.Run(() => WaitForParent(session, stop, watch), CancellationToken.None);
            await RunCommand.MakeRunner(session, project, debug: false, quarantine: null).RunQuarantinedAsync(item, stop.Token).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The end of the input is the end of the parent, or its word to stop.</summary>
    private static void WaitForParent(Session session, CancellationTokenSource stop, Timer watch)
    {
        while (session.Input().ReadByte() >= 0)
        {
        }
        watch.Change(Patience, Timeout.InfiniteTimeSpan);
        stop.Cancel();
    }
}
