using System.Text;
using FilePipeline.Cli;
using FilePipeline.Cli.Output;

// Before anything else is loaded: many scripts ask for nothing but this.
if (args is ["--version"])
{
    using var answer = new OutputStream(1);
    answer.Write(Encoding.UTF8.GetBytes(Session.Version + "\n"));
    return ExitCode.Done;
}
using var session = Session.OfThisProcess(args);
return await CommandLine.RunAsync(args, session).ConfigureAwait(false);
