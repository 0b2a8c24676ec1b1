using System.CommandLine;
using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Definition.Words;
using FilePipeline.Folders;

namespace FilePipeline.Cli.Commands;

/// <summary><c>add</c>: puts files into a source and returns when they are safely on the disk.</summary>
internal sealed class AddCommand(Session session, Project project, SourceDefinition source, SourceFolder folder, bool replace)
{
    private readonly List<Added> _added = [];
    private int _notAccepted;

    private sealed record Added(string Key, string File, string Result, string? Problem = null);

    public static Command Create(Session session)
    {
        var to = new Argument<string>("FOLDER") { Description = "The source, as inbox." };
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders with all below them, or - for one JSON item that is piped in.", Arity = ArgumentArity.OneOrMore };
        var key = new Option<string?>("--key", "-k") { Description = "The key for a single file or for -, as en/Art.", HelpName = "KEY" };
        var replace = new Option<bool>("--replace") { Description = "Replace what has the same key." };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.add/1." };
        var command = new Command("add", "Puts files into a source; returns when they are safely on the disk.") { to, paths, key, replace, json };
        command.SetAction(parsed =>
        {
            var project = Project.Open(session, parsed.GetValue<string?>("--file"));
            var source = Source(project, parsed.GetValue(to)!);
            using var folder = project.Volume.OpenFolder($"{project.Pipeline.Data}/{source.Name}", create: true)!;
            var add = new AddCommand(session, project, source, new SourceFolder(project.Volume, folder, source.Extensions), parsed.GetValue(replace));
            return add.Run(parsed.GetValue(paths)!, parsed.GetValue(key), parsed.GetValue(json));
        });
        return command;
    }

    private static SourceDefinition Source(Project project, string name)
    {
        if (project.Pipeline.Sources.FirstOrDefault(source => source.Name == name) is { } source)
            return source;
        var sources = project.Pipeline.Sources.Select(source => source.Name).ToList();
        throw project.Graph.Producer(name) is not null
            ? new CommandException(ExitCode.Usage, $"`{name}` belongs to the stage of that name, which alone writes there", $"add to a source: {string.Join(", ", sources)}")
            : new CommandException(ExitCode.Usage, $"there is no source `{Shown.Text(name)}`; " + (NearestName.Of(name, sources) is { } nearest
                ? $"did you mean `{nearest}`?"
                : $"there are {string.Join(", ", sources)}"));
    }

    private int Run(string[] paths, string? key, bool json)
    {
        if (key is not null && paths.Length > 1)
            throw new CommandException(ExitCode.Usage, "--key names one item, and there are several paths");
        foreach (var path in paths)
        {
            if (path == "-")
                AddPiped(key ?? throw new CommandException(ExitCode.Usage, "an item that is piped in has no name", "filepipe add inbox - --key en/Art"));
            else
                AddPath(path, key);
        }
        if (json)
            session.Screen.AnswerJson(new { Schema = "filepipe.add/1", Items = _added, NotAccepted = _notAccepted });
        else
            Tell();
        return _added.Exists(added => added.Problem is not null) ? ExitCode.ItemsFailed : ExitCode.Done;
    }

    private void AddPiped(string key)
    {
        using var content = new MemoryStream();
        using (var input = session.Input())
            input.CopyTo(content);
        if (!source.Extensions.Contains(".json"))
            throw new CommandException(ExitCode.Usage, $"{source.Name} does not accept .json", $"see `accept` of {source.Name} in {project.File}");
        try
        {
            var reader = new Utf8JsonReader(CanonicalJson.WithoutMark(content.GetBuffer().AsSpan(0, (int)content.Length)));
            reader.Read();
            reader.Skip();
            if (reader.Read())
                throw new JsonException("there is more than one value");
        }
        catch (JsonException problem)
        {
            throw new CommandException(ExitCode.ItemsFailed, $"what was piped in is not one JSON value: {Shown.Line(problem.Message)}", "nothing was added");
        }
        Put(key, ".json", content.GetBuffer().AsSpan(0, (int)content.Length), "-");
    }

    private void AddPath(string path, string? key)
    {
        var files = session.Files;
        var full = files.Path.GetFullPath(path, session.Folder);
        if (files.Directory.Exists(full))
        {
            if (key is not null)
                throw new CommandException(ExitCode.Usage, $"--key names one item, and {Shown.Text(path)} is a folder");
            // As cp -r does: the folder's own name comes along.
            var above = files.Path.GetDirectoryName(files.Path.TrimEndingDirectorySeparator(full)) ?? full;
            foreach (var file in files.Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Where(file => !IsHidden(file[full.Length..])).Order(StringComparer.Ordinal))
                AddFile(file, files.Path.GetRelativePath(above, file), null, isNamed: false);
        }
        else if (files.File.Exists(full))
        {
            AddFile(full, files.Path.GetFileName(full), key, isNamed: true);
        }
        else
        {
            _added.Add(new("", path, "failed", "there is no such file"));
        }
    }

    private static bool IsHidden(string path) => path.Contains("/.", StringComparison.Ordinal);

    private void AddFile(string full, string name, string? key, bool isNamed)
    {
        var extension = source.Extensions.FirstOrDefault(extension => name.EndsWith(extension, StringComparison.Ordinal));
        if (extension is null)
        {
            _notAccepted++;
            if (isNamed)
                _added.Add(new("", name, "failed", $"{source.Name} accepts {string.Join(' ', source.Extensions)}; see `accept` in {project.File}"));
            return;
        }
        var size = session.Files.FileInfo.New(full).Length;
        if (size > project.Pipeline.ItemSizeLimit)
            _added.Add(new("", name, "failed", $"{Words.Size(size)} is more than an item may have ({Words.Size(project.Pipeline.ItemSizeLimit)}; `limits: {{ item_size: … }}`)"));
        else
            Put(key ?? name[..^extension.Length], extension, session.Files.File.ReadAllBytes(full), name);
    }

    private void Put(string text, string extension, ReadOnlySpan<byte> content, string file)
    {
        if (!ItemKey.TryParse(text, out var key, out var problem))
        {
            _added.Add(new(text, file, "failed", $"`{text}` cannot be a key: {problem}"));
            return;
        }
        var result = folder.Put(key, extension, content, replace, out var rival);
        _added.Add(new(key.Value, file, result.ToString().ToLowerInvariant(), result == PutResult.Taken
            ? $"{rival} is there already, with another content; --replace replaces it{(rival == key.Value + extension ? "" : " when you have removed that file")}"
            : null));
    }

    private void Tell()
    {
        var screen = session.Screen;
        foreach (var added in _added.Where(added => added.Problem is not null))
            CommandLine.TellProblem(screen, $"{Shown.Text(added.File)}: {Shown.Text(added.Problem!)}", null);
        var parts = new List<string>();
        foreach (var (result, words) in ((string, string)[])[("added", "added"), ("replaced", "replaced"), ("same", "there already")])
        {
            if (_added.Count(added => added.Result == result) is > 0 and var count)
                parts.Add($"{Words.Count(count, "item")} {words}");
        }
        if (parts.Count > 0)
            screen.Answer($"{source.Name}: {string.Join(", ", parts)}");
        if (_notAccepted > _added.Count(added => added.Key.Length == 0 && added.Problem is not null))
            screen.Talk($"{Words.Count(_notAccepted, "file")} left out: {source.Name} accepts {string.Join(' ', source.Extensions)}");
        if (_added.Count(added => added.Result is "added" or "replaced") is > 0 and var taken)
            screen.Talk($"work on {(taken == 1 ? "it" : "them")}: filepipe run");
    }
}
