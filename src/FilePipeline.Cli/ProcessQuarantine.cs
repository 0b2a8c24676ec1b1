using System.Diagnostics;
using FilePipeline.Cli.Commands;
using FilePipeline.Running;

namespace FilePipeline.Cli;

/// <summary>Runs a suspect by <see cref="QuarantineCommand"/> in a second process of this program.</summary>
internal sealed class ProcessQuarantine(Session session, Project project) : IQuarantine
{
    private static readonly TimeSpan StartAndEnd = TimeSpan.FromSeconds(15);

    public async Task RunAsync(QuarantinedItem item, CancellationToken stopNow)
    {
        using var process = Process.Start(Command(item))!;
        // The pipe to its input is what ties it to this process: when it ends, by a kill too, the child gives its item back.
        using var stopped = stopNow.Register(process.StandardInput.Close);
        var timeout = project.Pipeline.Stages.First(stage => stage.Name == item.Stage).Timeout + StartAndEnd;
        var answer = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(timeout, session.Clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        await answer.ConfigureAwait(false);
    }

    private ProcessStartInfo Command(QuarantinedItem item)
    {
        var program = Environment.ProcessPath ?? "dotnet";
        var isOwn = Path.GetFileNameWithoutExtension(program) == typeof(Session).Assembly.GetName().Name;
        var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new ProcessStartInfo(isOwn || isDotnet ? program : "dotnet",
            [.. isOwn ? (string[])[] : [typeof(Session).Assembly.Location], .. QuarantineCommand.Words(item, project.Path)])
        {
            WorkingDirectory = session.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
    }
}
