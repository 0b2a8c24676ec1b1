using FilePipeline.Cli;

// Before anything else is loaded: many scripts ask for nothing but this.
if (args is ["--version"])
{
    Console.WriteLine(Session.Version);
    return 0;
}
using var session = Session.OfThisProcess(args);
return await CommandLine.RunAsync(args, session).ConfigureAwait(false);
