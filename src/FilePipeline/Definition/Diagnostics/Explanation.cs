namespace FilePipeline.Definition.Diagnostics;

/// <summary>What a code of a diagnostic means, for <c>filepipe help CODE</c>.</summary>
/// <param name="Title">The kind of mistake in a few words.</param>
/// <param name="Meaning">Why it matters and what to do.</param>
/// <param name="Wrong">Lines of a <c>pipeline.yaml</c> that have the mistake; <c>null</c> where none can show it.</param>
/// <param name="Right">The same lines, mended.</param>
public sealed record Explanation(string Code, string Title, string Meaning, string? Wrong = null, string? Right = null)
{
    /// <summary>As plain text that ends with a line break.</summary>
    public string Render() =>
        $"{Code}: {Title}\n\n{Meaning}\n" + Example("Wrong", Wrong) + Example("Right", Right);

    private static string Example(string title, string? lines) =>
        lines is null ? "" : $"\n{title}:\n\n" + string.Concat(lines.Split('\n').Select(line => ("    " + line).TrimEnd() + "\n"));
}
