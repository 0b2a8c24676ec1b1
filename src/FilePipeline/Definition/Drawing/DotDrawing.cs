using System.Text;

namespace FilePipeline.Definition.Drawing;

/// <summary>A pipeline in the DOT language of Graphviz.</summary>
public static class DotDrawing
{
    /// <summary>Ends with a line break.</summary>
    public static string Draw(PipelineGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var text = new StringBuilder($"digraph {Quoted(graph.Pipeline.Name)} {{\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var source in graph.Pipeline.Sources)
            text.Append($"  {Quoted(source.Name)} [shape=folder];\n");
        foreach (var stage in graph.Stages)
            text.Append($"  {Quoted(stage.Name)} [label={Quoted(stage.Name + "\n" + stage.Uses.Name)}{(stage.Enabled ? "" : ", style=dashed")}];\n");
        foreach (var stage in graph.Stages)
            text.Append($"  {Quoted(stage.From)} -> {Quoted(stage.Name)};\n");
        foreach (var export in graph.Pipeline.Exports)
        {
            // not the name of a folder: those have no colon
            var id = Quoted("export:" + export.Name);
            text.Append($"  {id} [shape=cylinder, label={Quoted(ExportPlace.Of(export, graph.Pipeline))}];\n");
            foreach (var input in export.From)
                text.Append($"  {Quoted(input.Folder)} -> {id} [style=dashed];\n");
        }
        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) => "\"" + text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
