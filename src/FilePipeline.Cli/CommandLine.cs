using System.CommandLine;
using System.CommandLine.Parsing;
using FilePipeline.Cli.Commands;
using FilePipeline.Cli.Output;
using FilePipeline.Datasets;
using FilePipeline.Definition.Words;
using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>The program: what was typed is parsed, one command is run, and whatever goes wrong becomes words and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Never throws.</summary>
    public static async Task<int> RunAsync(string[] args, Session session)
    {
        var screen = session.Screen;
        var code = await TryRunAsync(args, session).ConfigureAwait(false);
        try
        {
            screen.Flush();
        }
        catch (IOException trouble)
        {
            TellProblem(screen, trouble.Message, null);
            return ExitCode.Machine;
        }
        return screen.AnswerGone.IsCancellationRequested && code is ExitCode.Done or ExitCode.Interrupted ? ExitCode.AnswerGone : code;
    }

    private static async Task<int> TryRunAsync(string[] args, Session session)
    {
        var screen = session.Screen;
        try
        {
            if (args is ["--version"])
            {
                screen.Answer(Session.Version);
                return ExitCode.Done;
            }
            var root = Root(session);
            // `@name` is a word like others here, not a file of arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (HelpCommand.IsAsked(parsed))
                return HelpCommand.Show(session, parsed);
            if (UnknownWords(parsed) is { Count: > 0 } unknown)
                return TellUnknown(session, parsed.CommandResult.Command, unknown[0]);
            if (parsed.Errors.Count > 0)
                throw new CommandException(ExitCode.Usage, string.Join("; ", parsed.Errors.Select(error => Shown.Text(error.Message.TrimEnd('.')))), HelpFor(parsed.CommandResult.Command));
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
        }
        catch (CommandException problem)
        {
            TellProblem(screen, problem.Message, problem.Next);
            return problem.ExitCode;
        }
        catch (DatasetException problem)
        {
            TellProblem(screen, $"cannot export {problem.Dataset}", string.Join('\n', problem.Problems.Select(Shown.Text)));
            return ExitCode.ItemsFailed;
        }
        catch (VolumeException trouble)
        {
            TellProblem(screen, Shown.Text(trouble.Message), MachineTrouble.Advice(trouble));
            return ExitCode.Machine;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            TellProblem(screen, Shown.Text(trouble.Message), null);
            return ExitCode.Machine;
        }
        catch (OperationCanceledException) when (session.Signals.Stop.IsCancellationRequested)
        {
            return session.Signals.ExitCode ?? ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // the last door: whatever comes here is a bug of ours, and is told as one
        catch (Exception bug)
#pragma warning restore CA1031
        {
            TellProblem(screen, $"a bug in FilePipeline {Session.Version}: {bug.GetType().Name}: {Shown.Text(bug.Message)}",
                args.Contains("--debug")
                    ? bug.ToString()
                    : "your folders are consistent. Please report it with what you typed and the output of the same with --debug");
            return ExitCode.Bug;
        }
    }

    public static void TellProblem(Screen screen, string message, string? next)
    {
        var paint = screen.TalkPaint;
        screen.Talk($"{paint.Bold(paint.Red("error"))}: {message}");
        if (next is not null)
            screen.Talk(string.Join('\n', next.Split('\n').Select(line => "  " + line)));
    }

    private static Command Root(Session session) => new("filepipe", "Pipelines over plain folders.")
    {
        new Option<string?>("--file", "-f") { Description = "The pipeline file; else pipeline.yaml here or in the nearest folder above.", HelpName = "FILE", Recursive = true },
        new Option<bool>("--plain") { Description = "No colour, nothing that moves.", Recursive = true },
        new Option<bool>("--debug") { Description = "Say more: what stages log, and the stack of a bug.", Recursive = true },
        new Option<bool>("--help", "-h", "-?") { Description = "Show this.", Recursive = true },
        new Option<bool>("--version") { Description = "Show the version." },
        RunCommand.Create(session),
        QuarantineCommand.Create(session),
        StatusCommand.Create(session),
        ListCommand.Create(session),
        ShowCommand.Create(session),
        ExplainCommand.Create(session),
        DiffCommand.Create(session),
        RetryCommand.Create(session),
        RerunCommand.Create(session),
        AcceptCommand.Create(session),
        SkipCommand.Create(session),
        PauseCommand.CreatePause(session),
        PauseCommand.CreateResume(session),
        PruneCommand.Create(session),
        FsckCommand.Create(session),
        AddCommand.Create(session),
        ExportCommand.Create(session),
        CheckCommand.Create(session),
        GraphCommand.Create(session),
        SchemaCommand.Create(session),
        InitCommand.Create(session),
        HelpCommand.Create(session),
    };

    /// <summary>Words that mean nothing here, and those that look like an option and were taken for something else.</summary>
    private static List<string> UnknownWords(ParseResult parsed) =>
    [
        .. parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && token.Value is ['-', not '-', ..] or ['-', '-', _, ..]).Select(token => token.Value),
        .. parsed.UnmatchedTokens,
    ];

    private static int TellUnknown(Session session, Command command, string word)
    {
        var isOption = word.StartsWith('-');
        var known = isOption
            ? OptionsOf(command).SelectMany(option => (IEnumerable<string>)[option.Name, .. option.Aliases])
            : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
        var problem = isOption ? $"there is no option `{Shown.Text(word)}`"
            : command.Subcommands.Count > 0 ? $"there is no command `{Shown.Text(word)}`"
            : $"`{command.Name}` does not take `{Shown.Text(word)}`";
        TellProblem(session.Screen, problem + (NearestName.Of(word, known) is { } nearest ? $"; did you mean `{nearest}`?" : ""), HelpFor(command));
        return ExitCode.Usage;
    }

    private static string HelpFor(Command command) => command.Subcommands.Count > 0 ? "filepipe help" : $"filepipe help {command.Name}";

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));
}
