using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Planning;

/// <summary>
/// Decides the state of a key in a stage by what is on the disk (protocol, sections 2 and 6): the first that applies of completed and
/// fresh, dead, failed, skipped, stale, pending. Contents are read only where size and time do not tell.
/// </summary>
public sealed class Freshness(ItemFolder input, StageFolder stage, StageSettings settings, TimeProvider clock)
{
    /// <summary>Judges one key.</summary>
    /// <param name="mayHaveRecord"><c>false</c>: the caller has listed the records and this key has none.</param>
    /// <param name="settled">The file is known to be whole.</param>
    /// <param name="force">Where everything is to be made again: this item has not been yet.</param>
    public Verdict Judge(ItemKey key, bool mayHaveRecord = true, bool settled = false, bool force = true)
    {
        var result = stage.Stat(key.FileName);
        if (input.Find(key) is not { } file)
            return new(result is null ? ItemState.Gone : ItemState.Completed, Reason.NoInput) { Result = result };

        var known = new Facts(this, key, file) { IsSettled = settled, IsForced = settings.Force && force };
        var reason = result is { } standing ? JudgeResult(known, standing) : Reason.OutputMissing;
        if (reason is Reason.UpToDate or Reason.Accepted or Reason.Unrecorded or Reason.OutputEdited && !known.IsForced)
            return new(ItemState.Completed, reason) { Input = file, Result = result, Record = mayHaveRecord ? stage.FindRecord(key) : null };

        if (mayHaveRecord && stage.FindRecord(key) is { } record)
            return JudgeRecord(known, record, result, reason);
        return JudgeRunnable(known, result, reason, record: null);
    }

    /// <summary>This line says that the stage as it is today has run over today's input to its end.</summary>
    public bool HasRun(ItemKey key, in ItemFile file, LedgerLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var known = new Facts(this, key, file);
        return line.Key == key.Value && line.Fingerprint == settings.Fingerprint
            && (line.Input.Stamp == known.Stamp || line.Input.Digest == known.Digest);
    }

    private Verdict JudgeRecord(Facts known, AttemptRecord record, VolumeStat? result, Reason reason)
    {
        // A record from before says nothing to one who forces; one of this run does, for its attempts count, and one of a suspect.
        var isForgotten = record.FailedAt <= settings.ForcedSince && !(record.Kind == RecordKind.Failed && record.IsSuspect);
        if (!Holds(known, record) || isForgotten)
            return JudgeRunnable(known, result, record.Fingerprint == settings.Fingerprint || known.IsForced ? Reason.InputChanged : CodeOrParams(record.Fingerprint), record);
        var verdict = new Verdict { Input = known.File, Result = result, Record = record, RecordHolds = true };
        return record.Kind switch
        {
            RecordKind.Dead => verdict with { State = ItemState.Dead, Reason = Reason.Dead },
            RecordKind.Skipped => verdict with { State = ItemState.Skipped, Reason = Reason.Skipped },
            _ when record.NextAttemptAt is { } due && due > clock.GetUtcNow() =>
                verdict with { State = ItemState.Failed, Reason = Reason.RetryWait, DueAt = due },
            _ => verdict with { State = ItemState.Failed, Reason = Reason.RetryDue },
        };
    }

    private Verdict JudgeRunnable(Facts known, VolumeStat? result, Reason reason, AttemptRecord? record)
    {
        var verdict = new Verdict(result is null ? ItemState.Pending : ItemState.Stale, reason) { Input = known.File, Result = result, Record = record };
        if (!known.IsSettled && settings.Settle > TimeSpan.Zero && SettledAt(known.File.Stat) is var settled && settled > clock.GetUtcNow())
            return verdict with { Reason = Reason.Settling, DueAt = settled };
        if (known.IsForced)
            return verdict with { Reason = Reason.Forced };
        return reason == Reason.OutputMissing && record is null && stage.Ledger.Find(known.Key).Count == 0
            ? verdict with { Reason = Reason.NewInput }
            : verdict;
    }

    /// <summary>A dropped file is taken when it has been left alone for a while. (A time in the future says nothing: it is taken.)</summary>
    private DateTimeOffset SettledAt(in VolumeStat stat)
    {
        var modified = DateTimeOffset.UnixEpoch.AddTicks(stat.ModifiedNs / 100);
        return modified > clock.GetUtcNow() + settings.Settle ? default : modified + settings.Settle;
    }

    /// <summary>
    /// Fresh when a line says: these bytes, from this input, by this code. Stale when a line knows the bytes and they are from another
    /// input or other code. Edited when the ledger knows the key but not the bytes.
    /// </summary>
    private Reason JudgeResult(Facts known, in VolumeStat result)
    {
        // Most keys of a pass that has little to do end here.
        if (stage.Ledger.Explains(known.Key, known.File.Stat, result, settings.Fingerprint))
            return Reason.UpToDate;
        var lines = stage.Ledger.Find(known.Key);
        if (lines.Count == 0)
            return Reason.Unrecorded;
        var stamp = FileIdentity.StampOf(result);
        var made = Judge(known, [.. lines.Where(line => line.OutStamp == stamp)]);
        if (made is null)
        {
            var digest = ResultDigest(known.Key);
            made = Judge(known, [.. lines.Where(line => line.OutDigest == digest)]);
        }
        return made ?? Reason.OutputEdited;
    }

    private Reason? Judge(Facts known, List<LedgerEntry> lines)
    {
        if (lines.Count == 0)
            return null;
        if (lines.Exists(line => !line.IsAccepted && IsToday(known, line)))
            return Reason.UpToDate;
        if (lines.Exists(line => line.IsAccepted && IsToday(known, line)))
            return Reason.Accepted;
        var newest = lines.Find(line => IsInput(known, line));
        if (newest.Fingerprint is null)
            return settings.InputIsSource ? Reason.InputChanged : Reason.UpstreamChanged;
        return CodeOrParams(newest.Fingerprint);
    }

    private bool IsToday(Facts known, in LedgerEntry line) => line.Fingerprint == settings.Fingerprint && IsInput(known, line);

    private Reason CodeOrParams(Fingerprint made) =>
        made.Code == settings.Fingerprint.Code && made.Version == settings.Fingerprint.Version ? Reason.ParamsChanged : Reason.CodeChanged;

    private bool IsInput(Facts known, in LedgerEntry line)
    {
        if (line.InStamp != known.Stamp && line.InDigest != known.Digest?.Prefix)
            return false;
        foreach (var file in line.Beside)
        {
            if (input.Stat(file.Path) is not { } stat || !(file.Identity.SameStamp(stat) || file.Identity.Digest == DigestOf(file.Path)))
                return false;
        }
        return true;
    }

    private bool Holds(Facts known, AttemptRecord record)
    {
        if (record.Fingerprint != settings.Fingerprint)
            return false;
        if (record.Input.Digest is { } digest)
        {
            // Two files with one key have no digest of their own: the record of one of them says nothing about both.
            return known.File.Rival is null && ((record.Input.Size == known.File.Stat.Size && record.Input.ModifiedNs == known.File.Stat.ModifiedNs)
                || digest == known.Digest?.ToString());
        }
        return known.File.Rival is not null || known.Digest is null;
    }

    private ulong? ResultDigest(ItemKey key)
    {
        var buffer = new ItemBuffer();
        return stage.Read(key.FileName, buffer, long.MaxValue).Status == ReadStatus.Ok ? ContentDigest.Of(buffer.Span).Prefix : null;
    }

    private ContentDigest? DigestOf(string file)
    {
        var buffer = new ItemBuffer();
        return input.Read(file, buffer, settings.ItemSizeLimit).Status == ReadStatus.Ok ? ContentDigest.Of(buffer.Span) : null;
    }

    /// <summary>The input, its digest computed when first asked for.</summary>
    private sealed class Facts(Freshness outer, ItemKey key, ItemFile file)
    {
        private bool _read;
        private ContentDigest? _digest;

        public ItemKey Key { get; } = key;

        public bool IsSettled { get; init; }

        public bool IsForced { get; init; }

        public ItemFile File { get; } = file;

        public ulong Stamp { get; } = FileIdentity.StampOf(file.Stat);

        /// <summary><c>null</c>: it cannot be read.</summary>
        public ContentDigest? Digest
        {
            get
            {
                if (!_read)
                    _digest = outer.DigestOf(File.Name);
                _read = true;
                return _digest;
            }
        }
    }
}
