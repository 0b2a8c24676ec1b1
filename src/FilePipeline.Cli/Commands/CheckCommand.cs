using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Cli.Commands;

/// <summary><c>check</c>: reads pipeline.yaml and reports everything that is wrong. Touches nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Session session)
    {
        var format = new Option<string>("--format") { Description = "text, json, or github (workflow commands).", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "github");
        var command = new Command("check", "Reads pipeline.yaml and tells everything that is wrong with it.") { format };
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(format)!));
        return command;
    }

    private static int Run(Session session, string? file, string format)
    {
        var screen = session.Screen;
        var loaded = Project.Load(session, file, out var shown);
        switch (format)
        {
            case "json":
                screen.Answer(DiagnosticJson.Write(loaded.Diagnostics).TrimEnd());
                break;
            case "github":
                foreach (var line in DiagnosticGithub.Write(loaded.Diagnostics).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    screen.Answer(line);
                break;
            default:
                Tell(session, loaded, shown);
                break;
        }
        return Project.Errors(loaded) > 0 ? ExitCode.Usage : ExitCode.Done;
    }

    private static void Tell(Session session, PipelineLoadResult loaded, string shown)
    {
        var screen = session.Screen;
        if (loaded.Diagnostics.Count > 0)
            screen.Answer(Project.Render(loaded, screen.Paint));
        var errors = Project.Errors(loaded);
        var warnings = loaded.Diagnostics.Count - errors;
        var found = string.Join(" and ", (((int Count, string Word)[])[(errors, "error"), (warnings, "warning")])
            .Where(pair => pair.Count > 0).Select(pair => Words.Count(pair.Count, pair.Word)));
        if (loaded.Definition is not { } pipeline)
        {
            screen.Answer($"{shown}: {found}");
            return;
        }
        var parts = string.Join(", ", Words.Count(pipeline.Sources.Count, "source"), Words.Count(pipeline.Stages.Count, "stage"), Words.Count(pipeline.Exports.Count, "export"));
        screen.Answer($"{shown} is valid: {parts}" + (warnings > 0 ? $"; {found}" : ""));
        foreach (var source in pipeline.Sources.Where(source => !session.Files.Directory.Exists($"{pipeline.Data}/{source.Name}")))
            screen.Talk($"{source.Name} is not there yet; the first run makes it");
    }
}
