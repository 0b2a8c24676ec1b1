using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>
/// After a boot that ended uncleanly: what was published after the last checkpoint is compared with its ledger line. A torn result is
/// removed, and so made again; so is a torn record. What a hand has written since is whole, and stays.
/// </summary>
internal sealed class PowerLossCheck(IVolume volume, ItemFolder results, RescuedStage stage, VolumeFolder ledger)
{
    private readonly ItemBuffer _buffer = new();

    /// <summary>The keys whose results were torn. May be repeated; several processes may do it at once.</summary>
    public IReadOnlyList<ItemKey> Run()
    {
        var unclean = UncleanSegment.Find(volume, ledger, volume.Machine.Boot);
        if (unclean.Count == 0)
            return [];
        stage.Folder.Ledger.Refresh();
        var unsure = unclean.SelectMany(segment => segment.Unsure).Select(line => line.Key).ToHashSet(StringComparer.Ordinal);
        var torn = results.List().Where(found => found.Problem is null && IsTorn(found.Key, unsure.Contains(found.Key.Value))).Select(found => found.Key).ToList();
        foreach (var key in torn)
            stage.Folder.RemoveResult(key);
        CareForRecords();
        volume.SyncAll(ledger);
        foreach (var segment in unclean)
            segment.Close(volume, ledger);
        return torn;
    }

    /// <param name="isUnsure">A line tells of it that was not synced for certain: then its size and time prove nothing.</param>
    private bool IsTorn(ItemKey key, bool isUnsure)
    {
        if (stage.Folder.Stat(key.FileName) is not { Kind: EntryKind.File } stat)
            return false;
        var lines = stage.Folder.Ledger.Find(key);
        var stamp = FileIdentity.StampOf(stat);
        if (!isUnsure && lines.Any(line => line.OutStamp == stamp))
            return false;
        if (stage.Folder.Read(key.FileName, _buffer, long.MaxValue).Status != ReadStatus.Ok)
            return false;
        var digest = ContentDigest.Of(_buffer.Span).Prefix;
        return !lines.Any(line => line.OutDigest == digest) && !IsWhole(_buffer.Span);
    }

    /// <summary>Every result ends with a newline behind a whole JSON value; no beginning of one does, and no block of zeros.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> content)
    {
        try
        {
            return content.EndsWith("\n"u8) && CanonicalJson.Of(content).Length > 0;
        }
        catch (ItemFormatException)
        {
            return false;
        }
    }

    /// <summary>Removes those that are torn, and those whose removal the power loss has taken back although the result stands.</summary>
    private void CareForRecords()
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            foreach (var (key, _) in stage.Folder.ListHidden(StageFolder.FolderOf(kind)).ToList())
            {
                if (stage.Folder.ReadRecord(key, kind) is null || stage.Freshness.Judge(key).State == ItemState.Completed)
                    stage.Folder.RemoveRecord(key, kind);
            }
        }
    }
}
