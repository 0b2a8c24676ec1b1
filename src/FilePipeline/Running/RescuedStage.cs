using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>What a rescuer must know of a stage.</summary>
internal sealed record RescuedStage(StageFolder Folder, Freshness Freshness, ItemFolder Input, StageSettings Settings)
{
    public Fingerprint Fingerprint => Settings.Fingerprint;

    public FileIdentity Identify(ItemFile file)
    {
        var buffer = new ItemBuffer();
        var read = Input.Read(file.Name, buffer, Settings.ItemSizeLimit);
        return new(read.Status == ReadStatus.Ok && file.Rival is null ? ContentDigest.Of(buffer.Span) : null, file.Stat);
    }
}
