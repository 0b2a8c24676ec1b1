using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// Says of items that nothing is to be made of them: a <c>.skipped</c> record as a stage writes it, with the reason that somebody
/// has typed. It holds for today's input and stage; whoever mends either, or removes the record, has requeued the item.
/// </summary>
public sealed class HandSkip(IVolume volume, PipelineDefinition pipeline, TimeProvider clock, Random chance)
{
    /// <summary>The code by which such records are found.</summary>
    public const string Code = "skipped_by_hand";

    /// <summary>Where there is no result to be had, or a stale one. What is completed stays so.</summary>
    public static bool IsFor(ItemState state) => state is ItemState.Pending or ItemState.Stale or ItemState.Failed or ItemState.Dead;

    public CareResult Run(IEnumerable<(string Stage, ItemKey Key)> items, string reason) =>
        new ClaimedWork(volume, pipeline, clock, chance).Run(items, (stage, key) => Skip(stage, key, reason));

    private bool Skip(ClaimedStage stage, ItemKey key, string reason)
    {
        var verdict = stage.Judge(key);
        if (!IsFor(verdict.State) || verdict.Input is not { } file || stage.Identify(file) is not { } input)
            return false;
        var now = clock.GetUtcNow();
        stage.Folder.PutRecord(key, new()
        {
            Kind = RecordKind.Skipped,
            Stage = stage.Folder.Name,
            Key = key.Value,
            Error = new(Code, reason),
            FailedAt = now,
            FirstFailedAt = now,
            Input = new(input.Digest?.ToString(), input.Size, input.ModifiedNs),
            Code = stage.Settings.Fingerprint.Code,
            Version = stage.Settings.Fingerprint.Version,
            With = stage.Settings.Fingerprint.With,
        });
        return true;
    }
}
