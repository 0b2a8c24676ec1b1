using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// The proof that a worker lives: <c>data/.workers/&lt;worker&gt;.json</c>, locked by its process for as long as it runs. Every
/// claim is a link to it, so <c>cat</c> of a claim says whose it is.
/// <code>{ "worker": "box-4711-k3v9tq", "host": "box", "boot": "…", "parent": null, "pid": 4711, "started": "2026-11-25T12:00:00Z" }</code>
/// </summary>
public sealed class WorkerLease : IDisposable
{
    public const string FolderName = ".workers";
    private readonly IVolume _volume;
    private readonly IVolumeLock _lock;
    private readonly bool _durable;
    private int _isSynced;

    private WorkerLease(IVolume volume, VolumeFolder folder, string worker, string? parent, ReadOnlyMemory<byte> text, IVolumeLock held, bool durable)
    {
        _durable = durable;
        Text = text;
        Parent = parent;
        _volume = volume;
        _lock = held;
        Folder = folder;
        Worker = worker;
        Inode = held.Stat.Inode;
    }

    /// <summary><c>data/.workers</c>.</summary>
    public VolumeFolder Folder { get; }

    /// <summary>Unique for ever: machine, process id, chance.</summary>
    public string Worker { get; }

    /// <summary>The worker that watches over this one, which runs a single item.</summary>
    public string? Parent { get; }

    public string FileName => Worker + ".json";

    /// <summary>What the file holds; a claim holds the same.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>All claims of this worker are links to this file.</summary>
    public ulong Inode { get; }

    /// <param name="parent">The worker that watches over this one.</param>
    /// <param name="durable">Claims have to survive a power loss together with it.</param>
    public static WorkerLease Take(IVolume volume, VolumeFolder folder, TimeProvider clock, Random chance, string? parent = null, bool durable = true)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(chance);
        while (true)
        {
            var worker = $"{SafeHost(volume.Machine.Host)}-{Environment.ProcessId}-{Suffix(chance)}";
            var hidden = $".{worker}.json";
            var text = Describe(volume.Machine, worker, parent, clock);
            if (volume.TryWriteNew(folder, hidden, text) is null)
                continue;
            // Locked before it is visible: nobody may ever see a lease that looks dead because its owner is just being born.
            // A rescuer that finds the hidden name before the lock is taken may win it: then begin again under another name.
            if (volume.TryLock(folder, hidden) is not { } held)
                continue;
            try
            {
                if (volume.TryRename(folder, hidden, folder, $"{worker}.json", RenameMode.NoReplace))
                    return new(volume, folder, worker, parent, text, held, durable);
                volume.TryUnlink(folder, hidden);
            }
            catch (VolumeException gone) when (gone.Fault == VolumeFault.NotFound)
            {
            }
            held.Dispose();
        }
    }

    /// <summary>
    /// Puts it on the disk, once, before the first claim: should the power fail, claims that survive must find the lease that they are
    /// rescued by.
    /// </summary>
    public void EnsureDurable()
    {
        if (!_durable || Interlocked.Exchange(ref _isSynced, 1) == 1)
            return;
        _volume.SyncFile(Folder, FileName);
        _volume.SyncFolder(Folder);
    }

    /// <summary>Call it when nothing is claimed any more; the file goes before the lock, so nobody rescues a worker that has left.</summary>
    public void Leave() => _volume.TryUnlink(Folder, FileName);

    /// <summary>Frees the lock. A worker that has not left is dead from now on, and what it holds can be rescued.</summary>
    public void Dispose() => _lock.Dispose();

    private static byte[] Describe(MachineIdentity machine, string worker, string? parent, TimeProvider clock) =>
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(
            new WorkerInfo(worker, machine.Host, machine.Boot, Environment.ProcessId, clock.GetUtcNow(), parent),
            Item.Json));

    private static string SafeHost(string host)
    {
        var letters = string.Concat(host.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-').Take(24));
        return letters.Length == 0 ? "host" : letters;
    }

    private static string Suffix(Random chance) =>
        chance.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8);
}
