using System.Text;

namespace FilePipeline.Definition.Drawing;

/// <summary>A pipeline as a Mermaid flowchart, which GitHub and many editors show.</summary>
public static class MermaidDrawing
{
    /// <summary>Ends with a line break.</summary>
    public static string Draw(PipelineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        // ids of their own: a stage may be called `end`, which Mermaid takes for a word of its language
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new StringBuilder("flowchart LR\n");
        foreach (var source in graph.Pipeline.Sources)
            text.Append("  ").Append(Id(source.Name)).Append("[(\"").Append(source.Name).Append("\")]\n");
        foreach (var stage in graph.Stages)
            text.Append("  ").Append(Id(stage.Name)).Append("[\"").Append(stage.Name).Append("<br/>").Append(stage.Uses.Name).Append("\"]").Append(stage.Enabled ? "\n" : ":::disabled\n");
        foreach (var stage in graph.Stages)
            text.Append("  ").Append(ids[stage.From]).Append(" --> ").Append(ids[stage.Name]).Append('\n');
        for (var index = 0; index < graph.Pipeline.Exports.Count; index++)
        {
            var export = graph.Pipeline.Exports[index];
            text.Append("  x").Append(index).Append("[/\"").Append(ExportPlace.Of(export, graph.Pipeline).Replace("\"", "#quot;", StringComparison.Ordinal)).Append("\"/]\n");
            foreach (var input in export.From)
                text.Append("  ").Append(ids[input.Folder]).Append(" -.-> x").Append(index).Append('\n');
        }
        if (graph.Stages.Any(stage => !stage.Enabled))
            text.Append("  classDef disabled stroke-dasharray: 4\n");
        return text.ToString();

        string Id(string name) => ids[name] = $"n{ids.Count}";
    }
}
