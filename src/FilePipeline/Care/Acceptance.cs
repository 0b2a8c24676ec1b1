using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// Keeps results that would be made again: a ledger line says that the bytes that stand count as made of today's input by today's
/// code. Edited and unrecorded results can be accepted too; from then on they become stale like others.
/// </summary>
public sealed class Acceptance(IVolume volume, PipelineDefinition pipeline, TimeProvider clock, Random chance)
{
    /// <summary>May be repeated.</summary>
    public CareResult Run(IEnumerable<(string Stage, ItemKey Key)> items) =>
        new ClaimedWork(volume, pipeline, clock, chance).Run(items, Accept);

    /// <summary>There is a result that is not fresh and can be kept.</summary>
    public static bool IsFor(Reason reason) => reason is Reason.InputChanged or Reason.UpstreamChanged or Reason.CodeChanged or Reason.ParamsChanged
        or Reason.OutputEdited or Reason.Unrecorded;

    private bool Accept(ClaimedStage stage, ItemKey key)
    {
        var verdict = stage.Judge(key);
        if (verdict is not { Input: { Rival: null } file, Result: not null } || verdict.Reason is Reason.UpToDate or Reason.Accepted)
            return false;
        if (stage.Identify(file) is not { Digest: not null } input || Identify(stage, key) is not { } output)
            return false;
        stage.Folder.Ledger.Append(new()
        {
            Key = key.Value,
            Reason = LedgerLine.Accepted,
            Input = input,
            Output = output,
            Fingerprint = stage.Settings.Fingerprint,
            StartedAt = clock.GetUtcNow(),
            Beside = Beside(stage, key, output),
        });
        stage.Folder.RemoveRecords(key);
        return true;
    }

    /// <summary><c>null</c>: it is not whole, and nothing that is broken is declared good.</summary>
    private static FileIdentity? Identify(ClaimedStage stage, ItemKey key)
    {
        var buffer = new ItemBuffer();
        var read = stage.Folder.Read(key.FileName, buffer, long.MaxValue);
        return read.Status == ReadStatus.Ok && ResultFile.Problem(buffer.Span, out _) is null ? new(ContentDigest.Of(buffer.Span), read.Stat) : null;
    }

    /// <summary>The files that the standing result was made with, as they are today.</summary>
    private static List<BesideFile> Beside(ClaimedStage stage, ItemKey key, FileIdentity output)
    {
        var made = stage.Folder.Ledger.Find(key).FirstOrDefault(line => line.OutDigest == output.Digest!.Value.Prefix);
        var files = new List<BesideFile>();
        foreach (var file in made.Beside ?? [])
        {
            var buffer = new ItemBuffer();
            var read = stage.Input.Read(file.Path, buffer, stage.Settings.ItemSizeLimit);
            if (read.Status == ReadStatus.Ok)
                files.Add(new(file.Path, new(ContentDigest.Of(buffer.Span), read.Stat)));
        }
        return files;
    }
}
