using FilePipeline.Cli.Output;
using FilePipeline.Definition;

namespace FilePipeline.Cli;

/// <summary>A stage as it is typed.</summary>
internal static class StageWord
{
    /// <exception cref="CommandException">There is no such stage.</exception>
    public static StageDefinition Find(Project project, string word)
    {
        if (project.Graph.Producer(word) is { } stage)
            return stage;
        project.Graph.TrySelect([word.Trim('+')], out _, out var problem);
        throw new CommandException(ExitCode.Usage, Shown.Text(problem ?? $"name one stage, without a plus: `{word}`"), "filepipe status shows the stages");
    }

    /// <summary>Those that are named, or all.</summary>
    public static IReadOnlyList<StageDefinition> FindAll(Project project, string[] words) =>
        words.Length == 0 ? project.Graph.Stages : [.. words.Select(word => Find(project, word)).Distinct()];
}
