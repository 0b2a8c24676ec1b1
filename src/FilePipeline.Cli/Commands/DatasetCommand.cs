using System.CommandLine;
using System.Text;
using FilePipeline.Cli.Output;
using FilePipeline.Datasets;
using FilePipeline.Definition;
using FilePipeline.Definition.Words;

namespace FilePipeline.Cli.Commands;

/// <summary><c>dataset</c>: looks into datasets that were exported.</summary>
internal static class DatasetCommand
{
    private const int FewRows = 10;
    private static readonly string[] Verbs = ["show", "head", "stats", "verify", "diff"];

    public static Command Create(Session session)
    {
        var verb = new Argument<string>("VERB")
        {
            Description = "show: what it is · head: its first rows, as JSON lines · stats: counts and bounds of each column · verify: reads every file again and compares it with the manifest · diff: what is other than in the version before.",
        };
        var name = new Argument<string?>("NAME") { Description = "The export; may be left out where there is one only.", Arity = ArgumentArity.ZeroOrOne };
        var rows = new Option<int>("-n") { Description = "head: how many rows; else 10.", HelpName = "ROWS", DefaultValueFactory = _ => FewRows };
        var split = new Option<string?>("--split") { Description = "head: of this split.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.dataset/1." };
        var command = new Command("dataset", "Looks into a dataset that was exported.") { verb, name, rows, split, json };
        command.SetAction(parsed =>
        {
            var project = Project.Open(session, parsed.GetValue<string?>("--file"));
            var asked = parsed.GetValue(verb)!;
            if (!Verbs.Contains(asked))
                throw new CommandException(ExitCode.Usage, $"`dataset` does not {Shown.Text(asked)}; " + (NearestName.Of(asked, Verbs) is { } nearest ? $"did you mean `{nearest}`?" : $"it does {string.Join(", ", Verbs)}"));
            var dataset = Open(session, project, ExportNamed(project, parsed.GetValue(name)));
            var text = new DatasetText(session.Screen.Paint, dataset.Description);
            return asked switch
            {
                "head" => Head(session.Screen, dataset, parsed.GetValue(split), parsed.GetValue(rows)),
                "stats" => Stats(session.Screen, dataset, text, parsed.GetValue(json)),
                "verify" => Verify(session.Screen, dataset, parsed.GetValue(json)),
                "diff" => Diff(session.Screen, dataset, text, parsed.GetValue(json)),
                _ => Show(session.Screen, dataset, text, parsed.GetValue(json)),
            };
        });
        return command;
    }

    private static int Show(Screen screen, ExportedDataset dataset, DatasetText text, bool json)
    {
        var told = dataset.Description;
        if (json)
            screen.AnswerJson(new { Schema = "filepipe.dataset/1", told.Name, Version = told.Version.ToString(), Format = told.Format.ToString().ToLowerInvariant(), Partial = told.IsPartial, told.Rows, told.Items, told.Columns, told.Splits, told.Files, told.LeftOut });
        else
            Print(screen, text.Lines());
        return ExitCode.Done;
    }

    private static int Head(Screen screen, ExportedDataset dataset, string? split, int rows)
    {
        var splits = dataset.Description.Splits.Select(part => part.Name).ToList();
        if (split is not null && !splits.Contains(split))
            throw new CommandException(ExitCode.Usage, $"there is no split `{Shown.Text(split)}`; there are {string.Join(", ", splits)}");
        foreach (var row in dataset.Rows(split).Take(rows))
            screen.Answer(Encoding.UTF8.GetString(row));
        return ExitCode.Done;
    }

    private static int Stats(Screen screen, ExportedDataset dataset, DatasetText text, bool json)
    {
        var statistics = dataset.Statistics();
        if (json)
            screen.AnswerJson(new { Schema = "filepipe.dataset/1", dataset.Description.Name, Columns = statistics.Select(one => new { one.Column.Name, one.Column.Type, one.Values, one.Nulls, one.Distinct, one.Min, one.Max }) });
        else
            Print(screen, text.Lines(statistics));
        return ExitCode.Done;
    }

    private static int Verify(Screen screen, ExportedDataset dataset, bool json)
    {
        var problems = dataset.Verify().ToList();
        if (json)
            screen.AnswerJson(new { Schema = "filepipe.dataset/1", dataset.Description.Name, Problems = problems });
        else if (problems.Count == 0)
            screen.Answer($"{Words.Count(dataset.Description.Files.Count, "file")}, {Words.Count(dataset.Description.Rows, "row")}: all as the manifest says");
        else
            Print(screen, problems.Select(Shown.Text));
        return problems.Count == 0 ? ExitCode.Done : ExitCode.ItemsFailed;
    }

    private static int Diff(Screen screen, ExportedDataset dataset, DatasetText text, bool json)
    {
        if (dataset.Previous() is not { } before)
            throw new CommandException(ExitCode.ItemsFailed, "there is no version before this one in .history");
        var changes = dataset.ChangesSince(before);
        if (json)
            screen.AnswerJson(new { Schema = "filepipe.dataset/1", dataset.Description.Name, From = before.Description.Version.ToString(), To = dataset.Description.Version.ToString(), changes.Rows, changes.ColumnsAdded, changes.ColumnsRemoved, changes.ColumnsRetyped });
        else
            Print(screen, text.Lines(changes, before.Description.Version));
        return ExitCode.Done;
    }

    private static ExportDefinition ExportNamed(Project project, string? name)
    {
        var all = project.Pipeline.Exports;
        if (name is null && all.Count == 1)
            return all[0];
        var names = all.Select(export => export.Name).ToList();
        return all.FirstOrDefault(export => export.Name == name) ?? throw new CommandException(ExitCode.Usage,
            names.Count == 0 ? $"{project.File} names no exports"
            : name is null ? $"which one? There are {string.Join(", ", names)}"
            : $"there is no export `{Shown.Text(name)}`; " + (NearestName.Of(name, names) is { } nearest ? $"did you mean `{nearest}`?" : $"there are {string.Join(", ", names)}"));
    }

    private static ExportedDataset Open(Session session, Project project, ExportDefinition export)
    {
        try
        {
            return ExportedDataset.TryOpen(session.Files, export.To)
                ?? throw new CommandException(ExitCode.ItemsFailed, $"{Shown.Text(project.Show(export.To))} was not exported yet", $"filepipe export {export.Name}");
        }
        catch (InvalidDataException problem)
        {
            throw new CommandException(ExitCode.ItemsFailed, Shown.Text(problem.Message), $"filepipe export {export.Name}");
        }
    }

    private static void Print(Screen screen, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            screen.Answer(line);
    }
}
