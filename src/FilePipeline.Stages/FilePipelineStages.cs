using FilePipeline.Definition;
using FilePipeline.Stages.Html;
using FilePipeline.Stages.Json;
using FilePipeline.Stages.Text;

namespace FilePipeline.Stages;

/// <summary>The stages that come with FilePipeline.</summary>
public static class FilePipelineStages
{
    /// <summary>Makes all of them known to <c>uses:</c>.</summary>
    public static StageCatalog AddTo(StageCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog
            .Add<HtmlInterleave>()
            .Add<JsonCopy>()
            .Add<TextStatistics>();
    }
}
