using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Who owns what, as the leases and their locks say. Nothing is kept: each question looks at the disk.</summary>
internal sealed class Owners(IVolume volume, string data)
{
    /// <summary>Tells leases of the dead, and what is none.</summary>
    public void Check(List<Finding> findings)
    {
        using var leases = volume.OpenFolder($"{data}/{WorkerLease.FolderName}");
        if (leases is null)
            return;
        foreach (var entry in volume.List(leases).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Kind != EntryKind.File || !entry.Name.EndsWith(".json", StringComparison.Ordinal))
                findings.Add(new(WorkerLease.FolderName, FindingKind.Foreign, entry.Name, "no lease"));
            else if (!Lives(leases, entry.Name) && volume.Stat(leases, entry.Name) is not null)
                findings.Add(new(WorkerLease.FolderName, FindingKind.LeaseOfNobody, entry.Name, "its worker has died"));
        }
    }

    /// <summary>A worker of this name has a lease and lives, or is on another machine, where nobody can tell.</summary>
    public bool Lives(string worker)
    {
        using var leases = volume.OpenFolder($"{data}/{WorkerLease.FolderName}");
        return leases is not null && volume.Stat(leases, worker + ".json") is not null && Lives(leases, worker + ".json");
    }

    /// <summary>The owner of a claim lives.</summary>
    public bool HasOwner(VolumeFolder stage, string claim, ulong inode)
    {
        using var leases = volume.OpenFolder($"{data}/{WorkerLease.FolderName}");
        var known = leases is null ? [] : volume.List(leases).ToList();
        if (inode != 0 && known.FirstOrDefault(lease => lease.Inode == inode).Name is { } linked)
            return Lives(leases!, linked);
        if (Read(stage, claim) is { } info && known.Exists(lease => lease.Name == info.Worker + ".json"))
            return Lives(leases!, info.Worker + ".json");
        // A link to a lease that a hand has removed: the lock is the file's, whatever names it has.
        using var held = volume.TryLock(stage, claim);
        return held is null && volume.Stat(stage, claim) is not null;
    }

    private bool Lives(VolumeFolder leases, string lease)
    {
        if (Read(leases, lease) is { } info && info.Host != volume.Machine.Host)
            return true;
        using var held = volume.TryLock(leases, lease);
        return held is null;
    }

    private WorkerInfo? Read(VolumeFolder folder, string name)
    {
        var buffer = new ItemBuffer();
        return volume.Read(folder, name, buffer, 1 << 16).Status == ReadStatus.Ok ? WorkerInfo.TryParse(buffer.Span) : null;
    }
}
