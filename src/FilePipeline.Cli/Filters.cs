using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli;

/// <summary>Filters as they are typed.</summary>
internal static class Filters
{
    /// <exception cref="CommandException">All that is wrong with it has been told.</exception>
    public static ItemFilter Parse(Session session, Project project, IReadOnlyList<string> words)
    {
        var text = string.Join(' ', words);
        if (ItemFilter.TryParse(text, [.. project.Pipeline.Stages.Select(stage => stage.Name)], out var filter, out var problems))
            return filter;
        var paint = session.Screen.TalkPaint;
        foreach (var problem in problems)
        {
            session.Screen.Talk($"{paint.Bold(paint.Red("error"))}: {Shown.Text(problem.Message)}");
            session.Screen.Talk("  " + Shown.Text(text));
            session.Screen.Talk("  " + new string(' ', Shown.Width(Shown.Text(text[..problem.Position]))) + paint.Red(new string('^', Math.Max(1, problem.Length))));
        }
        throw new CommandException(ExitCode.Usage, "the filter cannot be read",
            "fields are state stage key error reason attempts age, as\nstate:failed stage:pages error:http_404 'key:en/*' 'attempts:>=3' 'age:>1h'");
    }
}
