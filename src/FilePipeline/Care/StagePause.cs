using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Pauses a stage and lets it go on: the file <c>.paused</c>, which a hand may put and remove as well.</summary>
public static class StagePause
{
    /// <summary>Items in work may end. <c>false</c>: it was paused already.</summary>
    public static bool TryPause(IVolume volume, PipelineDefinition pipeline, string stage)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(pipeline);
        using var folder = volume.OpenFolder($"{pipeline.Data}/{stage}", create: true)!;
        return volume.TryWriteNew(folder, StageFolder.PausedName, []) is not null;
    }

    /// <summary><c>false</c>: it was not paused.</summary>
    public static bool TryResume(IVolume volume, PipelineDefinition pipeline, string stage)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(pipeline);
        using var folder = volume.OpenFolder($"{pipeline.Data}/{stage}");
        return folder is not null && volume.TryUnlink(folder, StageFolder.PausedName);
    }
}
