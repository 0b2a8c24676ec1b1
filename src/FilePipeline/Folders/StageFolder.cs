using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// A stage's folder, <c>data/&lt;stage&gt;</c>: the queue and the dataset in one. The protocol stands here, in order, in one place:
/// <list type="number">
/// <item><see cref="TryClaim"/> links the worker's lease to <c>.processing/k.json</c>; whoever makes the link owns the key.</item>
/// <item>The owner looks again, reads the input and runs the stage.</item>
/// <item><see cref="Prepare"/> writes the result aside and appends the ledger line; <see cref="Publish(in PreparedResult)"/> renames the
/// result to <c>k.json</c> (the only commit), removes an old record and releases the claim. <see cref="Settle"/> puts a record instead.</item>
/// </list>
/// Killed anywhere, what is left is told by the claim and cleared by a rescuer; no two renames ever have to agree.
/// </summary>
public sealed class StageFolder : IDisposable
{
    public const string ProcessingName = ".processing";
    public const string TemporaryName = ".tmp";
    public const string PausedName = ".paused";
    private static readonly RecordKind[] Kinds = [RecordKind.Dead, RecordKind.Failed, RecordKind.Skipped];
    private readonly IVolume _volume;
    private readonly VolumeFolder? _results;
    private VolumeFolder? _processing;
    private VolumeFolder? _temporary;
    private WorkerLease? _lease;
    private bool _links;
    private long _written;

    private StageFolder(IVolume volume, string name, VolumeFolder? results, Ledger ledger)
    {
        _volume = volume;
        _results = results;
        Name = name;
        Ledger = ledger;
    }

    public string Name { get; }

    public Ledger Ledger { get; }

    public bool IsPaused => Stat(PausedName) is not null;

    /// <summary>Opens it for reading. A stage that has never run has no folder: then everything is missing.</summary>
    public static StageFolder Open(IVolume volume, string path, string name)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return new(volume, name, volume.OpenFolder(path), new(volume, volume.OpenFolder($"{path}/{Ledger.FolderName}")))
        {
            _processing = volume.OpenFolder($"{path}/{ProcessingName}"),
        };
    }

    /// <summary>Opens it for a worker, making what is missing.</summary>
    /// <param name="links">Claims are links to the lease. Where files cannot have several names, a claim is a file with the lease's text.</param>
    public static StageFolder OpenForWork(IVolume volume, string path, string name, WorkerLease lease, bool links = true)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(lease);
        var results = volume.OpenFolder(path, create: true)!;
        var ledger = new Ledger(volume, volume.OpenFolder($"{path}/{Ledger.FolderName}", create: true));
        foreach (var kind in Kinds)
            volume.MakeFolder(results, FolderOf(kind));
        return new(volume, name, results, ledger)
        {
            _lease = lease,
            _links = links,
            _processing = volume.OpenFolder($"{path}/{ProcessingName}", create: true),
            _temporary = volume.OpenFolder(TemporaryOf(path, lease), create: true),
        };
    }

    /// <summary>Where a worker writes what is not published yet; a rescuer clears it.</summary>
    public static string TemporaryOf(string path, WorkerLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return $"{path}/{TemporaryName}/{lease.Worker}";
    }

    public string PathOf(string file) => _results?.PathOf(file) ?? $"{Name}/{file}";

    /// <summary>Where a record of a kind lies, relative to the stage's folder.</summary>
    public static string FolderOf(RecordKind kind) => kind switch
    {
        RecordKind.Dead => ".dead",
        RecordKind.Failed => ".failed",
        _ => ".skipped",
    };

    // ---- looking -------------------------------------------------------------------------------------------------------------

    /// <summary>A file of the stage's folder, as a result by its <see cref="ItemKey.FileName"/>.</summary>
    public VolumeStat? Stat(string file) => _results is null ? null : _volume.Stat(_results, file);

    public VolumeRead Read(string file, ItemBuffer buffer, long limit) =>
        _results is null ? new(ReadStatus.Missing, default) : _volume.Read(_results, file, buffer, limit);

    public bool IsClaimed(ItemKey key) => Stat($"{ProcessingName}/{key.FileName}") is not null;

    /// <summary>The claim is this worker's own, of another attempt that is under way.</summary>
    public bool IsOwnClaim(ItemKey key) =>
        Stat($"{ProcessingName}/{key.FileName}") is { } claim && IsClaimOf(Lease.Worker, Lease.Inode, key, claim.Inode);

    /// <summary>The keys that a worker has claimed: by links to its lease, or by files that name it.</summary>
    /// <param name="lease">The lease's inode.</param>
    public IReadOnlyList<ItemKey> ClaimsOf(string worker, ulong lease) =>
        [.. ListHidden(ProcessingName).Where(claim => IsClaimOf(worker, lease, claim.Key, claim.Inode)).Select(claim => claim.Key)];

    private bool IsClaimOf(string worker, ulong lease, ItemKey key, ulong inode) =>
        lease != 0 && inode == lease || OwnerOf(key) == worker;

    /// <summary>Whose claim it is, by what is written in it; <c>null</c>: nobody can tell, or there is none.</summary>
    public string? OwnerOf(ItemKey key)
    {
        var buffer = new ItemBuffer();
        return Read($"{ProcessingName}/{key.FileName}", buffer, RecordLimit).Status == ReadStatus.Ok ? WorkerInfo.TryParse(buffer.Span)?.Worker : null;
    }

    /// <summary>
    /// The right to release a claim whose lease is gone. <c>null</c>: its owner lives, or another rescuer is at it, or has been.
    /// </summary>
    public IVolumeLock? TryLockClaim(ItemKey key)
    {
        var claim = $"{ProcessingName}/{key.FileName}";
        if (Stat(claim)?.Kind != EntryKind.File)
            return null; // a link or a pipe that a hand has put there: opening it would be refused
        var held = _volume.TryLock(_results!, claim);
        if (held is null || Stat(claim)?.Inode == held.Stat.Inode)
            return held;
        held.Dispose();
        return null;
    }

    /// <summary>The record that decides: a dead letter before a failure before a skip.</summary>
    public AttemptRecord? FindRecord(ItemKey key)
    {
        if (_results is null)
            return null;
        foreach (var kind in Kinds)
        {
            if (_volume.Stat(_results, RecordName(key, kind)) is not null && ReadRecord(key, kind) is { } record)
                return record;
        }
        return null;
    }

    /// <summary><c>null</c>: there is none of this kind, or what is there is no record.</summary>
    public AttemptRecord? ReadRecord(ItemKey key, RecordKind kind)
    {
        var buffer = new ItemBuffer();
        return Read(RecordName(key, kind), buffer, RecordLimit).Status == ReadStatus.Ok && AttemptRecord.TryParse(buffer.Span) is { } record
            ? record with { Kind = kind }
            : null;
    }

    private static string RecordName(ItemKey key, RecordKind kind) => $"{FolderOf(kind)}/{key.FileName}";

    /// <summary>Names below one of the hidden folders, with their inodes: claims, records.</summary>
    public IEnumerable<(ItemKey Key, ulong Inode)> ListHidden(string hidden)
    {
        if (_results is null)
            yield break;
        var folders = new Stack<string>([hidden]);
        while (folders.TryPop(out var below))
        {
            foreach (var entry in _volume.List(_results, below))
            {
                var file = $"{below}/{entry.Name}";
                if (entry.Kind == EntryKind.Folder)
                    folders.Push(file);
                else if (file.EndsWith(".json", StringComparison.Ordinal)
                    && ItemKey.TryParse(file[(hidden.Length + 1)..^".json".Length], out var key))
                    yield return (key, entry.Inode);
            }
        }
    }

    // ---- the life of an item -------------------------------------------------------------------------------------------------

    /// <summary><c>false</c>: somebody else has it.</summary>
    public bool TryClaim(ItemKey key)
    {
        Lease.EnsureDurable();
        if (_links)
            return Link(key);
        var temporary = NextTemporary();
        _volume.TryWriteNew(_temporary!, temporary, Lease.Text.Span);
        if (Rename(temporary, _processing!, key.FileName, RenameMode.NoReplace))
            return true;
        _volume.TryUnlink(_temporary!, temporary);
        return false;
    }

    /// <summary>
    /// Steps 5 and 6: writes the result aside and appends the ledger line. The line comes before the rename, so that a visible result
    /// always has its line; without its result the line means nothing.
    /// </summary>
    /// <param name="json">Canonical.</param>
    /// <param name="replaced">The stale result that the owner saw when it looked under the claim; <c>null</c>: there was none.</param>
    /// <param name="line">The ledger line but for <see cref="LedgerLine.Output"/>.</param>
    /// <param name="hadRecord">A record of the key may be there.</param>
    public PreparedResult Prepare(ItemKey key, ReadOnlySpan<byte> json, VolumeStat? replaced, LedgerLine line, bool hadRecord)
    {
        ArgumentNullException.ThrowIfNull(line);
        var digest = ContentDigest.Of(json);
        if (replaced is { } standing && IsSame(key, standing, json))
        {
            Ledger.Append(line with { Output = new(digest, standing) });
            return new(key, null, replaced, hadRecord);
        }
        var temporary = NextTemporary();
        var written = _volume.TryWriteNew(_temporary!, temporary, json)
            ?? throw new VolumeException("write", _temporary!.PathOf(temporary), VolumeFault.Exists, "another process uses this worker's folder");
        var prepared = new PreparedResult(key, temporary, replaced, hadRecord);
        try
        {
            Ledger.Append(line with { Output = new(digest, written) });
        }
        catch (VolumeException)
        {
            Withdraw(prepared);
            throw;
        }
        return prepared;
    }

    /// <summary>Steps 7 to 9: publishes what was prepared, removes an old record, releases the claim. The rename is the only commit.</summary>
    public PublishResult Publish(in PreparedResult prepared)
    {
        var result = prepared.Temporary is null ? PublishResult.Same : Rename(prepared);
        if (prepared.HadRecord) // also when a hand was first: a result stands, and the record is about none
            RemoveRecords(prepared.Key);
        Release(prepared.Key);
        return result;
    }

    /// <summary>Forgets what was prepared; the claim stays.</summary>
    public void Withdraw(in PreparedResult prepared)
    {
        if (prepared.Temporary is not null)
            _volume.TryUnlink(_temporary!, prepared.Temporary);
    }

    private PublishResult Rename(in PreparedResult prepared)
    {
        var (key, replaced) = (prepared.Key, prepared.Replaced);
        try
        {
            // What a hand has changed since the owner looked is not ours to replace.
            if ((replaced is null || _volume.Stat(_results!, key.FileName) == replaced)
                && Rename(prepared.Temporary!, _results!, key.FileName, replaced is null ? RenameMode.NoReplace : RenameMode.Replace))
                return replaced is null ? PublishResult.New : PublishResult.Replaced;
        }
        catch (VolumeException)
        {
            Withdraw(prepared);
            throw;
        }
        Withdraw(prepared);
        return PublishResult.Overtaken;
    }

    /// <summary>Puts the record where its <see cref="AttemptRecord.Kind"/> belongs, removes those of other kinds, releases the claim.</summary>
    public void Settle(ItemKey key, AttemptRecord record)
    {
        PutRecord(key, record);
        Release(key);
    }

    /// <summary>The same without releasing: for a rescuer, who removes a dead worker's claim last.</summary>
    public void PutRecord(ItemKey key, AttemptRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var temporary = NextTemporary();
        _volume.TryWriteNew(_temporary!, temporary, record.ToJson());
        try
        {
            Rename(temporary, _results!, RecordName(key, record.Kind), RenameMode.Replace);
        }
        catch (VolumeException)
        {
            _volume.TryUnlink(_temporary!, temporary);
            throw;
        }
        RemoveRecords(key, except: record.Kind);
    }

    /// <summary>Removes the key's records. What they said of attempts is forgotten; history stays in the ledger.</summary>
    public void RemoveRecords(ItemKey key, RecordKind? except = null)
    {
        foreach (var kind in Kinds)
        {
            if (kind != except)
                RemoveRecord(key, kind);
        }
    }

    public void RemoveRecord(ItemKey key, RecordKind kind)
    {
        if (_results is not null)
            _volume.TryUnlink(_results, RecordName(key, kind));
    }

    /// <summary>Removes a result that is not whole; it is made again.</summary>
    public void RemoveResult(ItemKey key) => _volume.TryUnlink(_results!, key.FileName);

    /// <summary>Removes the result of an item that is gone, and the sub-folders that are empty then.</summary>
    public void PruneResult(ItemKey key)
    {
        RemoveResult(key);
        for (var below = key.Folder; below.Length > 0 && _volume.TryRemoveFolder(_results!, below);)
            below = below.LastIndexOf('/') is var slash and > 0 ? below[..slash] : "";
    }

    /// <summary>Gives the claim up; what was done stays done.</summary>
    public void Release(ItemKey key) => _volume.TryUnlink(_processing!, key.FileName);

    /// <summary>Returns when what was published in a sub-folder is on the disk under its name.</summary>
    public void SyncResults(string subFolder) => _volume.SyncFolder(_results!, subFolder);

    // ---- care ----------------------------------------------------------------------------------------------------------------

    /// <summary>The workers that have something in <c>.tmp/</c>.</summary>
    public IReadOnlyList<string> TemporaryWorkers() =>
        _results is null ? [] : [.. _volume.List(_results, TemporaryName).Where(entry => entry.Kind == EntryKind.Folder).Select(entry => entry.Name)];

    /// <summary>Removes what a dead worker was writing.</summary>
    public void RemoveTemporary(string worker)
    {
        if (_results is not null)
            RemoveTree($"{TemporaryName}/{worker}");
    }

    /// <summary>Removes a folder with all that is in it, which may be more than the engine has put there.</summary>
    private void RemoveTree(string below)
    {
        foreach (var entry in _volume.List(_results!, below).ToList())
        {
            if (entry.Kind == EntryKind.Folder)
                RemoveTree($"{below}/{entry.Name}");
            else
                _volume.TryUnlink(_results!, $"{below}/{entry.Name}");
        }
        _volume.TryRemoveFolder(_results!, below);
    }

    /// <summary>Removes empty sub-folders of the hidden folders, and this worker's own temporary folder.</summary>
    public void Tidy()
    {
        if (_lease is not null)
            RemoveTemporary(_lease.Worker);
        foreach (var hidden in (string[])[ProcessingName, .. Kinds.Select(FolderOf)])
            RemoveEmpty(hidden, keep: true);
    }

    private void RemoveEmpty(string below, bool keep)
    {
        foreach (var entry in _volume.List(_results!, below).Where(entry => entry.Kind == EntryKind.Folder).ToList())
            RemoveEmpty($"{below}/{entry.Name}", keep: false);
        if (!keep)
            _volume.TryRemoveFolder(_results!, below);
    }

    public void Dispose()
    {
        Ledger.Dispose();
        _results?.Dispose();
        _processing?.Dispose();
        _temporary?.Dispose();
    }

    private const long RecordLimit = 1 << 20;

    private WorkerLease Lease => _lease ?? throw new InvalidOperationException($"{Name} was opened for reading");

    private string NextTemporary() => $"{Interlocked.Increment(ref _written)}.json";

    private bool IsSame(ItemKey key, in VolumeStat standing, ReadOnlySpan<byte> json)
    {
        if (standing.Size != json.Length)
            return false;
        var buffer = new ItemBuffer();
        var read = Read(key.FileName, buffer, json.Length);
        return read.Status == ReadStatus.Ok && read.Stat == standing && buffer.Span.SequenceEqual(json);
    }

    private bool Link(ItemKey key)
    {
        try
        {
            return _volume.TryLink(Lease.Folder, Lease.FileName, _processing!, key.FileName);
        }
        catch (VolumeException missing) when (LacksFolder(missing, key.FileName, Lease.Folder, Lease.FileName))
        {
            _volume.MakeFolder(_processing!, key.Folder);
            return Link(key);
        }
    }

    private bool Rename(string temporary, VolumeFolder to, string file, RenameMode mode)
    {
        try
        {
            return _volume.TryRename(_temporary!, temporary, to, file, mode);
        }
        catch (VolumeException missing) when (LacksFolder(missing, file, _temporary!, temporary))
        {
            _volume.MakeFolder(to, file[..file.LastIndexOf('/')]);
            return Rename(temporary, to, file, mode);
        }
    }

    /// <summary>The first file of a sub-folder makes the sub-folder; so does the next one when another worker has tidied it away.</summary>
    private bool LacksFolder(VolumeException missing, string file, VolumeFolder from, string source) =>
        missing.Fault == VolumeFault.NotFound && file.Contains('/', StringComparison.Ordinal) && _volume.Stat(from, source) is not null;
}
