using System.Text;
using FilePipeline.Storage;

namespace FilePipeline.TestKit;

/// <summary>
/// A disk in memory that knows what is on its plates and what is only in the machine's memory, shared by any number of simulated
/// processes. Paths are absolute and <c>/</c>-separated.
/// <para>
/// After <see cref="PowerCut"/> there is: everything synced; of the other changes of folders an arbitrary part, but never a later
/// change of a file's names without the earlier ones, and a rename wholly or not at all; of unsynced content its beginning, zeros,
/// or a mixture.
/// </para>
/// </summary>
/// <param name="clock">Sets the times of files.</param>
public sealed class SimulatedDisk(TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SimulatedNode _root = new(1, EntryKind.Folder);
    private readonly List<SimulatedVolume> _processes = [];
    private readonly List<Change> _unsynced = [];
    private readonly HashSet<SimulatedNode> _dirty = [];
    private ulong _lastNumber = 1;
    private long _lastChange;

    /// <summary>How often the machine was started.</summary>
    public int Boot { get; private set; } = 1;

    internal Lock Gate { get; } = new();

    /// <summary>A process that begins: the disk as it sees it, until it dies.</summary>
    public SimulatedVolume NewProcess(string host = "here")
    {
        lock (Gate)
        {
            var process = new SimulatedVolume(this, new MachineIdentity(host, $"boot-{Boot}"));
            _processes.Add(process);
            return process;
        }
    }

    /// <summary>All processes die; what they have done stays.</summary>
    public void Crash()
    {
        lock (Gate)
        {
            foreach (var process in _processes)
                process.Kill();
            _processes.Clear();
        }
    }

    /// <summary>All processes die, and what nobody has synced is lost in part, as <paramref name="chance"/> has it.</summary>
    public void PowerCut(Random chance)
    {
        lock (Gate)
        {
            Crash();
            Boot++;
            LoseChanges(chance);
            foreach (var node in _dirty)
                node.Tear(chance);
            _dirty.Clear();
        }
    }

    /// <summary>Everything done so far survives.</summary>
    public void Sync()
    {
        lock (Gate)
        {
            Confirm([.. _unsynced]);
            foreach (var node in _dirty)
                node.Sync();
            _dirty.Clear();
        }
    }

    /// <summary>What a hand writes: folders are made, a file is replaced in place, and all is on the disk at once.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        lock (Gate)
        {
            var node = Find(path) ?? Plant(path, EntryKind.File);
            node.Replace(content);
            node.ModifiedNs = Now();
        }
    }

    public void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    /// <summary>A link that leads nowhere, a pipe, an empty file or folder.</summary>
    public void Make(string path, EntryKind kind)
    {
        lock (Gate)
            Plant(path, kind);
    }

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    public void Delete(string path)
    {
        lock (Gate)
        {
            Find(path)?.Remove();
            var (parent, name) = Split(path);
            Confirm([Set((parent, name, null))]);
        }
    }

    /// <summary><c>null</c>: there is no such file.</summary>
    public byte[]? Read(string path)
    {
        lock (Gate)
            return Find(path) is { Kind: EntryKind.File } node ? node.Content.ToArray() : null;
    }

    public string? ReadText(string path) => Read(path) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <summary>Paths of all files below a folder, relative to it, sorted ordinally.</summary>
    public IReadOnlyList<string> Files(string below = "/")
    {
        lock (Gate)
            return Find(below) is { } folder ? [.. FilesIn(folder, "").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>
    /// A number for all that processes can see: names, which file bears them, lengths, times, locks. Two disks of one history are
    /// equal when it is; contents are not looked at, for files grow only, and each has a number of its own.
    /// </summary>
    public ulong StateHash()
    {
        lock (Gate)
            return HashOf(_root, 1);
    }

    /// <summary>Has a file open for writing until disposed.</summary>
    public IDisposable OpenForWriting(string path)
    {
        lock (Gate)
            return new Writer(this, Find(path) ?? throw new FileNotFoundException(path));
    }

    /// <summary>Nobody may read this file any more.</summary>
    public void Deny(string path)
    {
        lock (Gate)
            (Find(path) ?? throw new FileNotFoundException(path)).IsDenied = true;
    }

    internal long Now() => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary><c>null</c>: it is not there, or a part on the way is no folder.</summary>
    internal SimulatedNode? Find(string path) => Find(_root, path.Trim('/'));

    internal static SimulatedNode? Find(SimulatedNode folder, string name)
    {
        if (name.Length == 0)
            return folder;
        foreach (var part in name.Split('/'))
        {
            if (!folder.Entries.TryGetValue(part, out var next))
                return null;
            folder = next;
        }
        return folder;
    }

    internal SimulatedNode NewNode(EntryKind kind) => new(++_lastNumber, kind) { ModifiedNs = Now() };

    internal void Dirty(SimulatedNode file)
    {
        file.ModifiedNs = Now();
        _dirty.Add(file);
    }

    internal void Sync(SimulatedNode file)
    {
        file.Sync();
        _dirty.Remove(file);
    }

    internal void SyncFolder(SimulatedNode folder)
    {
        // Earlier changes of the names of the same files come along, whatever folder they are in.
        var along = new HashSet<SimulatedNode>();
        var confirmed = new HashSet<Change>();
        foreach (var change in Enumerable.Reverse(_unsynced))
        {
            if (!change.Sets.Any(set => set.Folder == folder) && !change.Touched.Overlaps(along))
                continue;
            along.UnionWith(change.Touched);
            confirmed.Add(change);
        }
        Confirm(confirmed);
    }

    /// <summary>One change of folders that is whole in every process's eyes, and after power loss.</summary>
    internal Change Set(params (SimulatedNode Folder, string Name, SimulatedNode? Node)[] sets)
    {
        var touched = new HashSet<SimulatedNode>();
        foreach (var (folder, name, node) in sets)
        {
            if (folder.Entries.TryGetValue(name, out var replaced))
                touched.Add(replaced);
            if (node is null)
                folder.Entries.Remove(name);
            else
                folder.Entries[name] = node;
            if (node is not null)
                touched.Add(node);
            folder.ModifiedNs = Now();
        }
        var change = new Change(++_lastChange, sets, touched);
        _unsynced.Add(change);
        return change;
    }

    private void Confirm(HashSet<Change> changes)
    {
        foreach (var change in changes)
        {
            foreach (var (folder, name, node) in change.Sets)
            {
                if (!folder.Durable.TryGetValue(name, out var there) || there.Change < change.Number)
                    folder.Durable[name] = (node, change.Number);
            }
        }
        _unsynced.RemoveAll(changes.Contains);
    }

    private void LoseChanges(Random chance)
    {
        var orderly = chance.Next(2) == 0;
        var kept = chance.Next(_unsynced.Count + 1);
        var lost = new HashSet<SimulatedNode>();
        var survivors = new HashSet<Change>();
        for (var at = 0; at < _unsynced.Count; at++)
        {
            var change = _unsynced[at];
            if (orderly ? at < kept : chance.Next(2) == 0 && !change.Touched.Overlaps(lost))
                survivors.Add(change);
            else
                lost.UnionWith(change.Touched);
        }
        Confirm(survivors);
        _unsynced.Clear();
        Restore(_root);
    }

    private static void Restore(SimulatedNode folder)
    {
        folder.Entries.Clear();
        foreach (var (name, (node, _)) in folder.Durable)
        {
            if (node is null)
                continue;
            folder.Entries[name] = node;
            node.IsRemoved = false;
            Restore(node);
        }
    }

    private static ulong HashOf(SimulatedNode node, ulong path)
    {
        const ulong prime = 0x9E3779B97F4A7C15;
        var hash = path;
        foreach (var part in (ReadOnlySpan<ulong>)[node.Stat.Inode, (ulong)node.Length, (ulong)node.ModifiedNs, (node.LockedBy is null ? 0UL : 1) + 2 * (ulong)node.Writers])
        {
            hash = (hash ^ part) * prime;
            hash ^= hash >> 29;
        }
        foreach (var (name, entry) in node.Entries) // a sum: in no order
            hash += HashOf(entry, (path + (uint)name.GetHashCode(StringComparison.Ordinal)) * prime);
        return hash;
    }

    private SimulatedNode Plant(string path, EntryKind kind)
    {
        var (parent, name) = Split(path);
        var node = NewNode(kind);
        Confirm([Set((parent, name, node))]);
        return node;
    }

    private (SimulatedNode Parent, string Name) Split(string path)
    {
        path = path.Trim('/');
        var parent = VolumeName.Parent(path);
        var name = path[(parent.Length == 0 ? 0 : parent.Length + 1)..];
        return (parent.Length == 0 ? _root : Find(parent) ?? Plant(parent, EntryKind.Folder), name);
    }

    private static IEnumerable<string> FilesIn(SimulatedNode folder, string path) =>
        folder.Entries.SelectMany(entry => entry.Value.Kind == EntryKind.Folder
            ? FilesIn(entry.Value, $"{path}{entry.Key}/")
            : [path + entry.Key]);

    internal sealed class Change(long number, (SimulatedNode, string, SimulatedNode?)[] sets, HashSet<SimulatedNode> touched)
    {
        public long Number { get; } = number;

        public (SimulatedNode Folder, string Name, SimulatedNode? Node)[] Sets { get; } = sets;

        public HashSet<SimulatedNode> Touched { get; } = touched;
    }

    private sealed class Writer : IDisposable
    {
        private readonly SimulatedDisk _disk;
        private readonly SimulatedNode _node;

        public Writer(SimulatedDisk disk, SimulatedNode node)
        {
            (_disk, _node) = (disk, node);
            node.Writers++;
        }

        public void Dispose()
        {
            lock (_disk.Gate)
                _node.Writers--;
        }
    }
}
