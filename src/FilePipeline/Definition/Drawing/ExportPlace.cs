namespace FilePipeline.Definition.Drawing;

internal static class ExportPlace
{
    /// <summary>The dataset's folder as people write it: relative where it lies below the pipeline's folder.</summary>
    public static string Of(ExportDefinition export, PipelineDefinition pipeline)
    {
        var relative = Path.GetRelativePath(pipeline.Root, export.To);
        return relative.StartsWith("..", StringComparison.Ordinal) ? export.To : relative.Replace('\\', '/');
    }
}
