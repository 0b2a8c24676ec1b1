using FilePipeline.Storage;

namespace FilePipeline.Datasets.Tests;

/// <summary>A volume whose process may end at any call. Syncs do nothing: the machine lives on.</summary>
/// <param name="exchanges"><c>false</c>: as on a system that cannot exchange two names.</param>
internal sealed class MortalVolume(IVolume inner, Death death, bool exchanges = true) : IVolume
{
    public MachineIdentity Machine => inner.Machine;

    public VolumeFolder? OpenFolder(string path, bool create = false) => death.Pass(() => inner.OpenFolder(path, create));

    public void MakeFolder(VolumeFolder folder, string name) => death.Pass(() => inner.MakeFolder(folder, name));

    public bool TryRemoveFolder(VolumeFolder folder, string name) => death.Pass(() => inner.TryRemoveFolder(folder, name));

    public IEnumerable<VolumeEntry> List(VolumeFolder folder, string name = "") => death.Pass(() => inner.List(folder, name).ToList());

    public VolumeStat? Stat(VolumeFolder folder, string name) => death.Pass(() => inner.Stat(folder, name));

    public VolumeRead Read(VolumeFolder folder, string name, ItemBuffer buffer, long limit, bool whenSettled = false) =>
        death.Pass(() => inner.Read(folder, name, buffer, limit, whenSettled));

    public int ReadAt(VolumeFolder folder, string name, long offset, Span<byte> into)
    {
        death.Pass(() => { });
        return inner.ReadAt(folder, name, offset, into);
    }

    public VolumeStat? TryWriteNew(VolumeFolder folder, string name, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        return death.Pass(() => inner.TryWriteNew(folder, name, bytes));
    }

    public IVolumeAppender OpenAppend(VolumeFolder folder, string name) => death.Pass(() => inner.OpenAppend(folder, name));

    public bool TryLink(VolumeFolder from, string name, VolumeFolder to, string newName) => death.Pass(() => inner.TryLink(from, name, to, newName));

    public bool TryRename(VolumeFolder from, string name, VolumeFolder to, string newName, RenameMode mode) => death.Pass(() =>
        mode == RenameMode.Exchange && !exchanges
            ? throw new VolumeException("rename", to.PathOf(newName), VolumeFault.NotSupported, "not supported")
            : inner.TryRename(from, name, to, newName, mode));

    public bool TryUnlink(VolumeFolder folder, string name) => death.Pass(() => inner.TryUnlink(folder, name));

    public IVolumeLock? TryLock(VolumeFolder folder, string name) => death.Pass(() => inner.TryLock(folder, name));

    public void SyncFile(VolumeFolder folder, string name) => death.Pass(() => { });

    public void SyncFolder(VolumeFolder folder, string name = "") => death.Pass(() => { });

    public void SyncAll(VolumeFolder folder) => death.Pass(() => { });
}
