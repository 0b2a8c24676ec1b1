using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli;

/// <summary>A key as it is typed: <c>en/Art</c>, or any path of one of its files, as the shell completes it.</summary>
internal static class TypedKey
{
    /// <summary>The item's journey.</summary>
    /// <exception cref="CommandException">There is no such item.</exception>
    public static Journey Find(Session session, Project project, string word)
    {
        foreach (var candidate in Candidates(session, project, word))
        {
            if (ItemKey.TryParse(candidate, out var key) && Journey.Of(project.Volume, project.Graph, key, session.Clock) is { IsKnown: true } journey)
                return journey;
        }
        var near = Journey.Nearest(project.Volume, project.Graph, word, most: 5);
        throw new CommandException(ExitCode.ItemsFailed, $"there is no item `{Shown.Text(word)}`",
            near.Count > 0 ? string.Join('\n', near.Select(key => $"filepipe show {Shown.Quoted(key.Value)}")) : "filepipe list shows what there is");
    }

    private static IEnumerable<string> Candidates(Session session, Project project, string word)
    {
        yield return word;
        var names = new List<string> { word };
        var path = session.Files.Path.GetFullPath(word, session.Folder);
        if (path.StartsWith(project.Pipeline.Data + "/", StringComparison.Ordinal))
        {
            // data/<folder>/<key>.json, or data/<stage>/.dead/<key>.json
            var parts = path[(project.Pipeline.Data.Length + 1)..].Split('/');
            names.Add(string.Join('/', parts.Skip(parts.Length > 2 && parts[1].StartsWith('.') ? 2 : 1)));
        }
        foreach (var name in names)
        {
            yield return name;
            foreach (var extension in project.Pipeline.Sources.SelectMany(source => source.Extensions).Append(".json").Distinct())
            {
                if (name.EndsWith(extension, StringComparison.Ordinal))
                    yield return name[..^extension.Length];
            }
        }
    }
}
