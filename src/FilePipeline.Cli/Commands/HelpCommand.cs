using System.CommandLine;
using System.CommandLine.Parsing;
using FilePipeline.Cli.Output;
using FilePipeline.Definition.Words;

namespace FilePipeline.Cli.Commands;

/// <summary><c>help [COMMAND|CODE]</c>, <c>--help</c>, and nothing at all.</summary>
internal static class HelpCommand
{
    public static Command Create(Session session)
    {
        var topic = new Argument<string?>("TOPIC") { Description = "A command, or a code as FP1003 or bad_json.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("help", "Says more about a command, or explains a code.") { topic };
        command.SetAction(parsed => Run(session, (Command)parsed.RootCommandResult.Command, parsed.GetValue(topic)));
        return command;
    }

    public static bool IsAsked(ParseResult parsed) => parsed.Tokens.Count == 0 || parsed.GetValue<bool>("--help");

    public static int Show(Session session, ParseResult parsed)
    {
        var root = parsed.RootCommandResult.Command;
        if (parsed.CommandResult.Command is var command && command == root)
            ShowAll(session.Screen, root);
        else
            ShowOne(session.Screen, root, command);
        return ExitCode.Done;
    }

    private static int Run(Session session, Command root, string? topic)
    {
        if (topic is null)
            ShowAll(session.Screen, root);
        else if (root.Subcommands.FirstOrDefault(command => command.Name == topic) is { } named)
            ShowOne(session.Screen, root, named);
        else if (ExplainCommand.ExplainCode(topic) is { } meaning)
            session.Screen.Answer(meaning);
        else
            throw new CommandException(ExitCode.Usage, $"there is no command and no code `{Shown.Text(topic)}`" +
                (NearestName.Of(topic, root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).Concat(RunCodes.All)) is { } nearest ? $"; did you mean `{nearest}`?" : ""), "filepipe help");
        return ExitCode.Done;
    }

    private static void ShowAll(Screen screen, Command root)
    {
        screen.Answer("Pipelines over plain folders: drop files in, run, take a dataset out.");
        screen.Answer();
        screen.Answer(screen.Paint.Bold("Usage") + "  filepipe COMMAND [WORD…] [OPTION…]");
        screen.Answer();
        var table = new Table();
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
            table.Row(Signature(command), command.Description!);
        Print(screen, table);
        screen.Answer();
        Options(screen, root.Options);
        screen.Answer();
        screen.Answer("filepipe help COMMAND says more about one; filepipe help CODE explains an error.");
    }

    private static void ShowOne(Screen screen, Command root, Command command)
    {
        screen.Answer(command.Description!);
        screen.Answer();
        screen.Answer(screen.Paint.Bold("Usage") + $"  filepipe {Signature(command)} [OPTION…]");
        screen.Answer();
        if (command.Arguments.Count > 0)
        {
            var table = new Table();
            foreach (var argument in command.Arguments)
                table.Row(argument.Name, argument.Description!);
            Print(screen, table);
            screen.Answer();
        }
        Options(screen, command.Options.Concat(root.Options.Where(option => option.Recursive)));
    }

    private static void Options(Screen screen, IEnumerable<Option> options)
    {
        var table = new Table();
        foreach (var option in options)
        {
            var names = option.Aliases.Where(alias => alias != "-?").Append(option.Name);
            table.Row(string.Join(", ", names) + (option.HelpName is { } value ? " " + value : ""), option.Description!);
        }
        Print(screen, table);
    }

    private static void Print(Screen screen, Table table)
    {
        foreach (var line in table.Lines("  "))
            screen.Answer(line);
    }

    private static string Signature(Command command) => string.Join(' ', (IEnumerable<string>)[command.Name, .. command.Arguments.Select(Form)]);

    private static string Form(Argument argument) => argument.Arity switch
    {
        { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } => $"[{argument.Name}]",
        { MinimumNumberOfValues: 0 } => $"[{argument.Name}…]",
        { MaximumNumberOfValues: 1 } => argument.Name,
        _ => argument.Name + "…",
    };
}
