using System.Text;

namespace FilePipeline.Definition.Drawing;

/// <summary>
/// A pipeline for the terminal: sources as roots, below each the stages that read it.
/// <code>
/// inbox
/// └─ pages          http.get
///    └─ articles    html.interleave
///
/// articles → datasets/articles   pages, articles
/// </code>
/// </summary>
public static class AsciiDrawing
{
    /// <summary>Ends with a line break.</summary>
    public static string Draw(PipelineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var lines = new List<(string Left, string Right)>();
        foreach (var source in graph.Pipeline.Sources)
        {
            lines.Add((source.Name, ""));
            Readers(graph, source.Name, "", lines);
        }
        var width = lines.Max(line => line.Left.Length);
        var text = new StringBuilder();
        foreach (var (left, right) in lines)
            text.Append(right.Length > 0 ? left.PadRight(width + 2) + right : left).Append('\n');
        if (graph.Pipeline.Exports.Count > 0)
            text.Append('\n');
        foreach (var export in graph.Pipeline.Exports)
            text.Append(string.Join(" + ", export.From.Select(input => input.Folder))).Append(" → ").Append(ExportPlace.Of(export, graph.Pipeline)).Append('\n');
        return text.ToString();
    }

    private static void Readers(PipelineGraph graph, string folder, string indent, List<(string, string)> lines)
    {
        var readers = graph.Consumers(folder).ToList();
        foreach (var stage in readers)
        {
            var isLast = stage == readers[^1];
            lines.Add(($"{indent}{(isLast ? "└─" : "├─")} {stage.Name}", stage.Uses.Name + (stage.Enabled ? "" : "  (not enabled)")));
            Readers(graph, stage.Name, indent + (isLast ? "   " : "│  "), lines);
        }
    }
}
