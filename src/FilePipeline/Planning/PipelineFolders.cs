using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Planning;

/// <summary>Opens the folders of a pipeline.</summary>
public static class PipelineFolders
{
    /// <summary>The folder that a stage reads: with the extensions that the source accepts, or the results of another stage.</summary>
    public static ItemFolder OpenInput(IVolume volume, PipelineDefinition pipeline, StageDefinition stage, bool create = false)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Open(volume, pipeline, stage.From, create);
    }

    /// <summary>Any folder of the pipeline by its name.</summary>
    public static ItemFolder Open(IVolume volume, PipelineDefinition pipeline, string name, bool create = false)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(pipeline);
        var source = pipeline.Sources.FirstOrDefault(source => source.Name == name);
        return new(volume, volume.OpenFolder($"{pipeline.Data}/{name}", create), name, source?.Extensions ?? [".json"]);
    }
}
