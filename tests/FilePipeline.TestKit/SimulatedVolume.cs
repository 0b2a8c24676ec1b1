using System.Text;
using FilePipeline.Storage;

namespace FilePipeline.TestKit;

/// <summary>
/// A <see cref="SimulatedDisk"/> as one process sees it. The test decides before which operation the process dies, which operation
/// fails, and looks at what was done. Once dead, every operation throws <see cref="ProcessDiedException"/> and does nothing.
/// </summary>
public sealed class SimulatedVolume : IVolume
{
    private const int LongestName = 255;

    private readonly SimulatedDisk _disk;
    private readonly List<SimulatedOperation> _trace = [];
    private readonly List<SimulatedNode> _locked = [];
    private readonly List<SimulatedNode> _written = [];
    private readonly Dictionary<int, (VolumeFault Fault, bool Done)> _faults = [];
    private int _dieAt = int.MaxValue;
    private Random? _tearing;

    internal SimulatedVolume(SimulatedDisk disk, MachineIdentity machine)
    {
        _disk = disk;
        Machine = machine;
    }

    public MachineIdentity Machine { get; }

    public bool IsDead { get; private set; }

    /// <summary>What was called so far, the calls that failed and the one that the process died in too.</summary>
    public IReadOnlyList<SimulatedOperation> Trace
    {
        get
        {
            lock (_disk.Gate)
                return [.. _trace];
        }
    }

    /// <summary>Called before each operation, without any lock held: may wait, kill, or throw what the operation shall throw.</summary>
    public Action<SimulatedOperation>? Before { get; set; }

    /// <summary>
    /// Called after each operation that the process has lived through, without any lock held, with what it returned (a listing as a
    /// list, a reading of a part as its bytes, a refusal as its exception).
    /// </summary>
    public Action<SimulatedOperation, object?>? After { get; set; }

    /// <summary>The process dies instead of its <paramref name="number"/>th operation.</summary>
    public void StopBefore(int number) => (_dieAt, _tearing) = (number, null);

    /// <summary>The process dies in its <paramref name="number"/>th operation; a file that it was writing is left in part.</summary>
    public void StopWithin(int number, Random chance) => (_dieAt, _tearing) = (number, chance);

    /// <summary>The <paramref name="number"/>th operation fails.</summary>
    /// <param name="done">It is done all the same, as when a network loses the answer.</param>
    public void FailAt(int number, VolumeFault fault, bool done = false) => _faults[number] = (fault, done);

    /// <summary>Ends the process: its locks are free, what it has done stays.</summary>
    public void Kill()
    {
        lock (_disk.Gate)
        {
            if (IsDead)
                return;
            IsDead = true;
            foreach (var node in _locked)
                node.LockedBy = null;
            foreach (var node in _written)
                node.Writers--;
        }
    }

    public VolumeFolder? OpenFolder(string path, bool create = false)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Do<VolumeFolder?>(nameof(OpenFolder), path, refuse =>
        {
            var name = path.Trim('/');
            var node = _disk.Find("/");
            if (create)
                MakeFolders(node!, name, refuse);
            node = _disk.Find(name);
            if (node is { Kind: not EntryKind.Folder } || node is null && PassesFile(name))
                throw refuse(VolumeFault.NotAFolder);
            return node is null ? null : new SimulatedFolder(path, node);
        });

        bool PassesFile(string name)
        {
            while ((name = VolumeName.Parent(name)).Length > 0)
            {
                if (_disk.Find(name) is { Kind: not EntryKind.Folder })
                    return true;
            }
            return false;
        }
    }

    public void MakeFolder(VolumeFolder folder, string name) =>
        Do(nameof(MakeFolder), folder, name, refuse =>
    {
        MakeFolders(NodeOf(folder), name, refuse);
        return true;
    }, (refuse, chance) => MakeFolders(NodeOf(folder), string.Join('/', name.Split('/').SkipLast(1 + chance.Next(3))), refuse));

    public bool TryRemoveFolder(VolumeFolder folder, string name) => Do(nameof(TryRemoveFolder), folder, name, refuse =>
    {
        if (SimulatedDisk.Find(NodeOf(folder), name) is not { } node)
            return false;
        if (node.Kind != EntryKind.Folder)
            throw refuse(VolumeFault.NotAFolder);
        if (node.Entries.Count > 0)
            return false;
        var (parent, last) = Locate(folder, name, refuse);
        node.IsRemoved = true;
        _disk.Set((parent, last, null));
        return true;
    });

    public IEnumerable<VolumeEntry> List(VolumeFolder folder, string name = "")
    {
        var entries = Do(nameof(List), folder, name, refuse => SimulatedDisk.Find(NodeOf(folder), name) switch
        {
            null => [],
            { Kind: EntryKind.Folder } node => node.Entries
                .Select(entry => new VolumeEntry(entry.Key, entry.Value.Kind, entry.Value.Stat.Inode))
                .OrderBy(entry => Scatter(entry.Name)).ToList(),
            _ => throw refuse(VolumeFault.NotAFolder),
        });
        foreach (var entry in entries)
            yield return entry;

        // Nobody shall come to count on an order.
        static uint Scatter(string name) => name.Aggregate(2166136261, (hash, letter) => (hash ^ letter) * 16777619);
    }

    public VolumeStat? Stat(VolumeFolder folder, string name) =>
        Do(nameof(Stat), folder, name, _ => SimulatedDisk.Find(NodeOf(folder), name)?.Stat);

    public VolumeRead Read(VolumeFolder folder, string name, ItemBuffer buffer, long limit, bool whenSettled = false)
    {
        buffer.Clear();
        return Do(nameof(Read), folder, name, _ =>
        {
            if (SimulatedDisk.Find(NodeOf(folder), name) is not { } node)
                return new VolumeRead(ReadStatus.Missing, default);
            var status = node switch
            {
                { Kind: not EntryKind.File } => ReadStatus.NotRegular,
                { IsDenied: true } => ReadStatus.Denied,
                _ when node.Length > limit => ReadStatus.TooLarge,
                { Writers: > 0 } when whenSettled => ReadStatus.BeingWritten,
                _ => ReadStatus.Ok,
            };
            if (status == ReadStatus.Ok)
                buffer.Write(node.Content);
            return new VolumeRead(status, node.Stat);
        });
    }

    public int ReadAt(VolumeFolder folder, string name, long offset, Span<byte> into)
    {
        var room = into.Length;
        var part = Do(nameof(ReadAt), folder, name, _ =>
        {
            if (SimulatedDisk.Find(NodeOf(folder), name) is not { Kind: EntryKind.File } node || offset >= node.Length)
                return [];
            return node.Content.Slice((int)offset, (int)Math.Min(room, node.Length - offset)).ToArray();
        });
        part.CopyTo(into);
        return part.Length;
    }

    public VolumeStat? TryWriteNew(VolumeFolder folder, string name, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        return Do(
            nameof(TryWriteNew), folder, name, refuse => Make(bytes.Length, refuse)?.Stat,
            (refuse, chance) => Make(chance.Next(bytes.Length + 1), refuse));

        SimulatedNode? Make(int length, Func<VolumeFault, VolumeException> refuse)
        {
            var (parent, last) = Locate(folder, name, refuse);
            if (parent.Entries.ContainsKey(last))
                return null;
            var node = _disk.NewNode(EntryKind.File);
            node.Append(bytes.AsSpan(0, length));
            _disk.Dirty(node);
            _disk.Set((parent, last, node));
            return node;
        }
    }

    public IVolumeAppender OpenAppend(VolumeFolder folder, string name) => Do<IVolumeAppender>(nameof(OpenAppend), folder, name, refuse =>
    {
        var (parent, last) = Locate(folder, name, refuse);
        if (!parent.Entries.TryGetValue(last, out var node))
            _disk.Set((parent, last, node = _disk.NewNode(EntryKind.File)));
        if (node.Kind != EntryKind.File)
            throw refuse(VolumeFault.NotSupported);
        node.Writers++;
        _written.Add(node);
        return new Appender(this, folder.PathOf(name), node);
    });

    public bool TryLink(VolumeFolder from, string name, VolumeFolder to, string newName)
    {
        VolumeName.Check(name);
        return Do(nameof(TryLink), to, newName, refuse =>
        {
            var node = SimulatedDisk.Find(NodeOf(from), name) ?? throw refuse(VolumeFault.NotFound);
            var (parent, last) = Locate(to, newName, refuse);
            if (parent.Entries.ContainsKey(last))
                return false;
            if (node.Kind == EntryKind.Folder)
                throw refuse(VolumeFault.Denied);
            _disk.Set((parent, last, node));
            return true;
        });
    }

    public bool TryRename(VolumeFolder from, string name, VolumeFolder to, string newName, RenameMode mode)
    {
        VolumeName.Check(name);
        return Do(nameof(TryRename), to, newName, refuse =>
        {
            var (parent, last) = Locate(from, name, refuse);
            var (newParent, newLast) = Locate(to, newName, refuse);
            if (!parent.Entries.TryGetValue(last, out var node))
                throw refuse(VolumeFault.NotFound);
            var there = newParent.Entries.GetValueOrDefault(newLast);
            if (mode == RenameMode.NoReplace && there is not null)
                return false;
            if (mode == RenameMode.Exchange && there is null)
                throw refuse(VolumeFault.NotFound);
            // As POSIX has it: of two names of one file both stay.
            if (there == node)
                return true;
            if (node.Holds(newParent) || mode == RenameMode.Exchange && there!.Holds(parent))
                throw refuse(VolumeFault.Other);
            if (mode == RenameMode.Exchange)
            {
                _disk.Set((parent, last, there), (newParent, newLast, node));
                return true;
            }
            switch (node.Kind, there?.Kind)
            {
                case (EntryKind.Folder, EntryKind.Folder) when there!.Entries.Count > 0:
                    throw refuse(VolumeFault.Exists);
                case (EntryKind.Folder, not null and not EntryKind.Folder):
                    throw refuse(VolumeFault.NotAFolder);
                case (not EntryKind.Folder, EntryKind.Folder):
                    throw refuse(VolumeFault.Other);
            }
            there?.IsRemoved = true;
            _disk.Set((parent, last, null), (newParent, newLast, node));
            return true;
        });
    }

    public bool TryUnlink(VolumeFolder folder, string name) => Do(nameof(TryUnlink), folder, name, refuse =>
    {
        if (SimulatedDisk.Find(NodeOf(folder), name) is not { } node)
            return false;
        if (node.Kind == EntryKind.Folder)
            throw refuse(VolumeFault.Other);
        var (parent, last) = Locate(folder, name, refuse);
        _disk.Set((parent, last, null));
        return true;
    });

    public IVolumeLock? TryLock(VolumeFolder folder, string name) => Do<IVolumeLock?>(nameof(TryLock), folder, name, refuse =>
    {
        if (SimulatedDisk.Find(NodeOf(folder), name) is not { } node)
            return null;
        if (node.Kind != EntryKind.File)
            throw refuse(VolumeFault.Other);
        if (node.LockedBy is not null)
            return null;
        node.LockedBy = this;
        _locked.Add(node);
        return new Held(this, node);
    });

    public void SyncFile(VolumeFolder folder, string name) => Do(nameof(SyncFile), folder, name, refuse =>
        _disk.Sync(SimulatedDisk.Find(NodeOf(folder), name) ?? throw refuse(VolumeFault.NotFound)));

    public void SyncFolder(VolumeFolder folder, string name = "") => Do(nameof(SyncFolder), folder, name, refuse =>
        _disk.SyncFolder(SimulatedDisk.Find(NodeOf(folder), name) ?? throw refuse(VolumeFault.NotFound)));

    public void SyncAll(VolumeFolder folder) => Do(nameof(SyncAll), folder, "", _ => _disk.Sync());

    private static SimulatedNode NodeOf(VolumeFolder folder) => ((SimulatedFolder)folder).Node;

    private static (SimulatedNode Parent, string Name) Locate(VolumeFolder folder, string name, Func<VolumeFault, VolumeException> refuse)
    {
        if (name.Length == 0)
            throw refuse(VolumeFault.Other);
        var above = VolumeName.Parent(name);
        var parent = SimulatedDisk.Find(NodeOf(folder), above);
        return parent switch
        {
            null or { IsRemoved: true } => throw refuse(VolumeFault.NotFound),
            { Kind: not EntryKind.Folder } => throw refuse(VolumeFault.NotAFolder),
            _ => (parent, above.Length == 0 ? name : name[(above.Length + 1)..]),
        };
    }

    private void MakeFolders(SimulatedNode folder, string name, Func<VolumeFault, VolumeException> refuse)
    {
        if (name.Length == 0)
            return;
        foreach (var part in name.Split('/'))
        {
            if (folder.IsRemoved)
                throw refuse(VolumeFault.NotFound);
            if (!folder.Entries.TryGetValue(part, out var next))
                _disk.Set((folder, part, next = _disk.NewNode(EntryKind.Folder)));
            if (next.Kind != EntryKind.Folder)
                throw refuse(VolumeFault.NotAFolder);
            folder = next;
        }
    }

    private void Do(string verb, VolumeFolder folder, string name, Action<Func<VolumeFault, VolumeException>> work) =>
        Do(verb, folder, name, refuse =>
        {
            work(refuse);
            return true;
        });

    private T Do<T>(
        string verb, VolumeFolder folder, string name, Func<Func<VolumeFault, VolumeException>, T> work,
        Action<Func<VolumeFault, VolumeException>, Random>? part = null)
    {
        VolumeName.Check(name);
        return Do(verb, folder.PathOf(name), work, part);
    }

    private T Do<T>(
        string verb, string path, Func<Func<VolumeFault, VolumeException>, T> work,
        Action<Func<VolumeFault, VolumeException>, Random>? part = null)
    {
        SimulatedOperation operation;
        lock (_disk.Gate)
        {
            ThrowIfDead();
            _trace.Add(operation = new(_trace.Count + 1, verb, path));
        }
        Before?.Invoke(operation);
        try
        {
            var result = DoAlive(operation, path, work, part, Refuse);
            After?.Invoke(operation, result);
            return result;
        }
        catch (VolumeException refusal) when (After is not null)
        {
            After(operation, refusal);
            throw;
        }

        VolumeException Refuse(VolumeFault fault) => new(verb, path, fault, $"simulated {fault}");
    }

    private T DoAlive<T>(
        SimulatedOperation operation, string path, Func<Func<VolumeFault, VolumeException>, T> work,
        Action<Func<VolumeFault, VolumeException>, Random>? part, Func<VolumeFault, VolumeException> refuse)
    {
        lock (_disk.Gate)
        {
            ThrowIfDead();
            if (operation.Number >= _dieAt)
            {
                if (_tearing is not null)
                    part?.Invoke(refuse, _tearing);
                Kill();
                ThrowIfDead();
            }
            if (path.Split('/').Any(name => Encoding.UTF8.GetByteCount(name) > LongestName))
                throw refuse(VolumeFault.NameTooLong);
            var fails = _faults.TryGetValue(operation.Number, out var trouble);
            if (fails && !trouble.Done)
                throw refuse(trouble.Fault);
            var result = work(refuse);
            return fails ? throw refuse(trouble.Fault) : result;
        }
    }

    private void ThrowIfDead()
    {
        if (IsDead)
            throw new ProcessDiedException();
    }

    private sealed class Appender(SimulatedVolume volume, string path, SimulatedNode node) : IVolumeAppender
    {
        private bool _closed;

        public void Append(ReadOnlySpan<byte> content)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var bytes = content.ToArray();
            volume.Do(nameof(Append), path, _ => Add(bytes.Length), (_, chance) => Add(chance.Next(bytes.Length + 1)));

            bool Add(int length)
            {
                node.Append(bytes.AsSpan(0, length));
                volume._disk.Dirty(node);
                return true;
            }
        }

        public void Dispose()
        {
            lock (volume._disk.Gate)
            {
                if (!_closed && !volume.IsDead && volume._written.Remove(node))
                    node.Writers--;
                _closed = true;
            }
        }
    }

    private sealed class Held(SimulatedVolume volume, SimulatedNode node) : IVolumeLock
    {
        private bool _freed;

        public VolumeStat Stat
        {
            get
            {
                lock (volume._disk.Gate)
                    return node.Stat;
            }
        }

        public void Dispose()
        {
            lock (volume._disk.Gate)
            {
                if (!_freed && !volume.IsDead && volume._locked.Remove(node))
                    node.LockedBy = null;
                _freed = true;
            }
        }
    }
}
