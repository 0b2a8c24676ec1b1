using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Definition.Words;

namespace FilePipeline.Cli.Commands;

/// <summary><c>export</c>: datasets from completed folders.</summary>
internal static class ExportCommand
{
    public static Command Create(Session session)
    {
        var name = new Argument<string?>("NAME") { Description = "Only this one.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.export/1." };
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Also when `require` is not met; the card and the manifest say so." };
        var command = new Command("export", "Makes datasets of completed folders.") { name, allowPartial, json };
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(name), parsed.GetValue(allowPartial), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? file, string? name, bool allowPartial, bool json)
    {
        var screen = session.Screen;
        var project = Project.Open(session, file);
        var exports = Select(project, name);
        session.Signals.Listen();
        var ends = new List<ExportEnd>();
        foreach (var export in exports)
        {
            var end = DatasetExports.Make(session, project, export, onlyWhenBehind: false, session.Signals.Stop, allowPartial);
            ends.Add(end);
            if (!json)
                foreach (var line in ExportText.Lines(end, screen.Paint))
                    screen.Answer(line);
            if (end.Problem is { } problem)
                CommandLine.TellProblem(screen, $"cannot export {Shown.Text(problem.Dataset)}", string.Join('\n', problem.Problems.Select(Shown.Text)));
        }
        if (json)
            screen.AnswerJson(new { Schema = "filepipe.export/1", Exports = ends.Select(ExportJson.Of) });
        return ends.Exists(end => end.Problem is { IsPartial: false }) ? ExitCode.ItemsFailed
            : ends.Exists(end => end.Problem is not null) ? ExitCode.Partial
            : ExitCode.Done;
    }

    private static IReadOnlyList<ExportDefinition> Select(Project project, string? name)
    {
        var all = project.Pipeline.Exports;
        if (all.Count == 0)
            throw new CommandException(ExitCode.Usage, $"{project.File} names no exports",
                "add, for instance:\nexports:\n  pages: { from: " + project.Pipeline.Stages[^1].Name + ", to: datasets/pages }");
        if (name is null)
            return all;
        return all.FirstOrDefault(export => export.Name == name) is { } named
            ? [named]
            : throw new CommandException(ExitCode.Usage, $"there is no export `{Shown.Text(name)}`; " + (NearestName.Of(name, all.Select(export => export.Name)) is { } nearest
                ? $"did you mean `{nearest}`?"
                : $"there are {string.Join(", ", all.Select(export => export.Name))}"));
    }
}
