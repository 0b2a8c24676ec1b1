using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>A stage opened for work on single keys, each under a claim.</summary>
internal sealed class ClaimedStage : IDisposable
{
    private readonly Freshness _freshness;

    private ClaimedStage(ItemFolder input, StageFolder folder, StageSettings settings, TimeProvider clock)
    {
        (Input, Folder, Settings) = (input, folder, settings);
        _freshness = new(input, folder, settings, clock);
    }

    public ItemFolder Input { get; }

    public StageFolder Folder { get; }

    public StageSettings Settings { get; }

    public static ClaimedStage Open(IVolume volume, PipelineDefinition pipeline, StageDefinition definition, WorkerLease lease, TimeProvider clock)
    {
        var path = $"{pipeline.Data}/{definition.Name}";
        var links = VolumeProbe.Check(volume, [StageFolder.TemporaryOf(path, lease)], lease.Folder.Path, lease.FileName).Links;
        var folder = StageFolder.OpenForWork(volume, path, definition.Name, lease, links);
        folder.Ledger.OpenSegment(lease.Worker, volume.Machine, pipeline.Durability != Durability.None);
        return new(PipelineFolders.OpenInput(volume, pipeline, definition), folder, StageSettings.Of(pipeline, definition), clock);
    }

    public RescuedStage ToRescued() => new(Folder, _freshness, Input, Settings);

    public Verdict Judge(ItemKey key) => _freshness.Judge(key);

    /// <summary>The input as records and ledger lines name it; <c>null</c>: it is gone, or somebody is writing it.</summary>
    public FileIdentity? Identify(ItemFile file)
    {
        var buffer = new ItemBuffer();
        var read = Input.Read(file.Name, buffer, Settings.ItemSizeLimit, whenSettled: Settings.Settle > TimeSpan.Zero);
        return read.Status switch
        {
            ReadStatus.Missing or ReadStatus.BeingWritten => null,
            ReadStatus.Ok when file.Rival is null => new(ContentDigest.Of(buffer.Span), read.Stat),
            _ => new(null, file.Stat),
        };
    }

    public void Dispose()
    {
        Input.Dispose();
        Folder.Dispose();
    }
}
