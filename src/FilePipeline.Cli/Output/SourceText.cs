using FilePipeline.Definition;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary>Sources in words: what lies in one and is not taken, and what to do about an empty one.</summary>
internal static class SourceText
{
    /// <summary>The sources that the stages read.</summary>
    public static IReadOnlyList<SourceSnapshot> Of(Project project, IEnumerable<StageDefinition> stages)
    {
        var froms = stages.Select(stage => stage.From).ToHashSet(StringComparer.Ordinal);
        return [.. project.Pipeline.Sources.Where(source => froms.Contains(source.Name)).Select(source => SourceSnapshot.Take(project.Volume, project.Pipeline, source))];
    }

    /// <summary>A line for each source with files that are no items.</summary>
    public static IEnumerable<string> NotTaken(Project project, IEnumerable<SourceSnapshot> sources) =>
        sources.Where(source => source.Others > 0).Select(source => $"{source.Name}: {Sentence(project, source)}");

    /// <summary>Why a run over these found nothing at all.</summary>
    public static string Empty(Project project, IReadOnlyList<SourceSnapshot> sources, string folder)
    {
        var source = sources.Count > 0 ? sources[0] : null;
        var name = source?.Name ?? folder;
        var path = project.Show($"{project.Pipeline.Data}/{name}");
        return source is { Others: > 0 }
            ? $"{Shown.Text(path)} holds no items. {Sentence(project, source)}"
            : $"{Shown.Text(path)} is empty. Put files there: cp FILE {Shown.Quoted(path)}/, or filepipe add {name} FILE";
    }

    /// <summary><c>*.json, *.html</c></summary>
    public static string Accepted(SourceDefinition source) => string.Join(", ", source.Extensions.Select(extension => "*" + extension));

    private static string Sentence(Project project, SourceSnapshot source) =>
        $"{Words.Count(source.Others, "file is", "files are")} not taken ({(source.Others == 1 ? "" : "first: ")}{Shown.Text(source.FirstOther!)}): "
        + $"accept is {Accepted(project.Pipeline.Sources.First(one => one.Name == source.Name))}";
}
