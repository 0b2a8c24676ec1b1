using System.CommandLine;
using System.CommandLine.Parsing;
using FilePipeline.Cli.Output;

namespace FilePipeline.Cli.Commands;

/// <summary><c>help [COMMAND|CODE]</c> and <c>--help</c>.</summary>
internal static class HelpCommand
{
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue<bool>("--help") || (parsed.Tokens.Count == 0);

    public static int Show(Session session, Command root, Command command)
    {
        var screen = session.Screen;
        if (command == root)
            ShowAll(screen, root);
        else
            ShowOne(screen, root, command);
        return ExitCode.Done;
    }

    private static void ShowAll(Screen screen, Command root)
    {
        screen.Answer("Pipelines over plain folders: drop files in, run, and take a dataset out.");
        screen.Answer();
        screen.Answer(screen.Paint.Bold("Usage") + "  filepipe COMMAND [WORD…] [OPTION…]");
        screen.Answer();
        var table = new Table();
        foreach (var command in root.Subcommands)
            table.Row(Signature(command), command.Description!.Split('\n')[0]);
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
            var names = option.Aliases.Where(alias => alias.Length == 2 && alias != "-?").Append(option.Name);
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
