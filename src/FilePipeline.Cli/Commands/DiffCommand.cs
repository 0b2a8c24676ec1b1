using System.CommandLine;
using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Cli.Commands;

/// <summary><c>diff</c>: what a stage has changed in an item.</summary>
internal static class DiffCommand
{
    public static Command Create(Session session)
    {
        var key = new Argument<string>("KEY") { Description = "The item, as for show." };
        var folders = new Argument<string[]>("FOLDER") { Description = "From which folder to which; else what the last stage that has a result has made of its input.", Arity = new(0, 2) };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.diff/1." };
        var command = new Command("diff", "What changed in an item between two folders: fields added, removed, changed.") { key, folders, json };
        command.SetAction(parsed => Run(session, Project.Open(session, parsed.GetValue<string?>("--file")), parsed.GetValue(key)!, parsed.GetValue(folders)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, Project project, string word, string[] folders, bool json)
    {
        var journey = TypedKey.Find(session, project, word);
        var (from, to) = Choose(project, journey, folders);
        using var before = Read(project, journey.Key, from);
        using var after = Read(project, journey.Key, to);
        var changes = JsonDifference.Between(before.RootElement, after.RootElement);
        var screen = session.Screen;
        if (json)
        {
            screen.AnswerJson(new { Schema = "filepipe.diff/1", Key = journey.Key.Value, From = from, To = to, Changes = changes.Select(Json) });
            return ExitCode.Done;
        }
        screen.Talk($"{Shown.Text(journey.Key.Value)}  {from} → {to}: {(changes.Count == 0 ? "no difference" : Words.Count(changes.Count, "difference"))}");
        foreach (var change in changes)
            screen.Answer(Line(change, screen.Paint));
        return ExitCode.Done;
    }

    private static (string From, string To) Choose(Project project, Journey journey, string[] folders)
    {
        var known = project.Pipeline.Sources.Select(source => source.Name).Concat(project.Graph.Stages.Select(stage => stage.Name)).ToList();
        if (folders.FirstOrDefault(folder => !known.Contains(folder)) is { } unknown)
            throw new CommandException(ExitCode.Usage, $"there is no folder `{Shown.Text(unknown)}`", "there are " + string.Join(", ", known));
        if (folders is [var a, var b])
            return (a, b);
        if (folders is [var one])
            return project.Graph.Producer(one) is { } stage ? (stage.From, one) : throw new CommandException(ExitCode.Usage, $"`{one}` is a source; name the folder to compare it with too");
        return journey.Steps.LastOrDefault(step => step.HasResult) is { } last
            ? (last.Stage.From, last.Stage.Name)
            : throw new CommandException(ExitCode.ItemsFailed, $"{Shown.Text(journey.Key.Value)} has no result yet", "filepipe run");
    }

    private static JsonDocument Read(Project project, ItemKey key, string name)
    {
        using var folder = PipelineFolders.Open(project.Volume, project.Pipeline, name);
        var buffer = new ItemBuffer();
        if (folder.Find(key) is not { } file || folder.Read(file.Name, buffer, project.Pipeline.ItemSizeLimit).Status != ReadStatus.Ok)
            throw new CommandException(ExitCode.ItemsFailed, $"{name} has no {Shown.Text(key.Value)} that can be read", $"filepipe show {Shown.Quoted(key.Value)}");
        try
        {
            return JsonDocument.Parse(CanonicalJson.Of(buffer.Span));
        }
        catch (ItemFormatException)
        {
            throw new CommandException(ExitCode.ItemsFailed, $"{Shown.Text(file.Name)} in {name} is not JSON, so its fields cannot be compared", "filepipe diff KEY FROM TO   names two other folders");
        }
    }

    private static object Json(JsonChange change) => new
    {
        Kind = change.Kind,
        change.Path,
        Before = change.Before.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : change.Before,
        After = change.After.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : change.After,
    };

    private static string Line(JsonChange change, Paint paint)
    {
        var path = change.Path.Length == 0 ? "(all)" : Shown.Text(change.Path);
        return change.Kind switch
        {
            JsonChangeKind.Added => paint.Green($"+ {path}: {Value(change.After)}"),
            JsonChangeKind.Removed => paint.Red($"- {path}: {Value(change.Before)}"),
            _ => paint.Yellow($"~ {path}: {Value(change.Before, change.After)} → {Value(change.After, change.Before)}"),
        };
    }

    private static string Value(JsonElement value) => Shown.Cut(Shown.Text(value.GetRawText().ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal)), 100);

    /// <summary>Long texts that begin alike are shown from shortly before the place where they part.</summary>
    private static string Value(JsonElement value, JsonElement other)
    {
        if (value.ValueKind != JsonValueKind.String || other.ValueKind != JsonValueKind.String)
            return Value(value);
        var (text, rest) = (value.GetString()!, other.GetString()!);
        var begin = text.AsSpan().CommonPrefixLength(rest) - 12;
        return begin <= 12 ? Value(value) : $"\"…{Shown.Cut(Shown.Text(text[begin..]), 60)}\"";
    }
}
