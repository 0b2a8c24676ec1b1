using System.CommandLine;
using System.Text;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;

namespace FilePipeline.Cli.Commands;

/// <summary><c>init</c>: a project that runs at once. Overwrites nothing.</summary>
internal static class InitCommand
{
    private const string Resources = "Templates/";
    private const string NameMark = "{{name}}";

    public static Command Create(Session session)
    {
        var templates = Templates();
        var folder = new Argument<string>("DIR") { Description = "Where; made when it is not there.", DefaultValueFactory = _ => ".", Arity = ArgumentArity.ZeroOrOne };
        var template = new Option<string>("--template", "-t") { Description = $"{string.Join(" or ", templates)}.", HelpName = "NAME", DefaultValueFactory = _ => "wikipedia" };
        template.AcceptOnlyFromAmong(templates);
        var command = new Command("init", "Makes a project that runs at once.") { folder, template };
        command.SetAction(parsed => Run(session, parsed.GetValue(folder)!, parsed.GetValue(template)!));
        return command;
    }

    private static string[] Templates() =>
        [.. typeof(InitCommand).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
            .Select(name => name[Resources.Length..].Split('/')[0]).Distinct().OrderDescending(StringComparer.Ordinal)];

    private static int Run(Session session, string folder, string template)
    {
        var files = session.Files;
        var target = files.Path.GetFullPath(folder, session.Folder);
        if (files.File.Exists(target))
            throw new CommandException(ExitCode.Usage, $"{Shown.Text(folder)} is a file");
        if (files.File.Exists(files.Path.Combine(target, PipelineFile.StandardName)))
            throw new CommandException(ExitCode.Usage, $"there is a {PipelineFile.StandardName} already in {Shown.Text(folder)}", "filepipe check reads it; filepipe init DIR makes another project elsewhere");

        var prefix = $"{Resources}{template}/";
        var name = NameOf(files.Path.GetFileName(target));
        // pipeline.yaml last: where it is, the rest is too
        var resources = typeof(InitCommand).Assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(resource => resource.EndsWith(PipelineFile.StandardName, StringComparison.Ordinal)).ThenBy(resource => resource, StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            // Under their own names they would act on this repository.
            var file = resource[prefix.Length..].Replace("dot.", ".", StringComparison.Ordinal);
            var path = files.Path.Combine(target, file);
            if (files.File.Exists(path))
            {
                session.Screen.Talk($"  {file} was there and stays as it is");
                continue;
            }
            files.Directory.CreateDirectory(files.Path.GetDirectoryName(path)!);
            files.File.WriteAllText(path, Read(resource).Replace(NameMark, name, StringComparison.Ordinal));
            session.Screen.Answer($"  {file}");
        }
        session.Screen.Answer($"  {session.Files.Path.GetRelativePath(target, session.Files.Path.Combine(session.Folder, SchemaCommand.WriteInto(session, target)))}");
        session.Screen.Talk($"Made. Now type:\n  {(folder == "." ? "" : $"cd {Shown.Quoted(folder)} && ")}filepipe run");
        return ExitCode.Done;
    }

    private static string Read(string resource)
    {
        using var stream = typeof(InitCommand).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The folder's name as far as a pipeline can be named so.</summary>
    private static string NameOf(string folder)
    {
        var name = string.Concat(folder.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '-')).Trim('-');
        return name.Length is 0 or > 100 ? "pages" : name;
    }
}
