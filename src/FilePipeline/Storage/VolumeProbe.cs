namespace FilePipeline.Storage;

/// <summary>
/// Tries out, before any work starts, what the protocol asks of the file system, in every folder that will be written: a few system
/// calls each. Makes the folders; what else it makes is hidden and removed again.
/// </summary>
public static class VolumeProbe
{
    /// <exception cref="VolumeException">The folders cannot work together; says which and what to do.</exception>
    public static VolumeAbilities Check(IVolume volume, IReadOnlyList<string> folders, string leasesFolder)
    {
        using var leases = Open(volume, leasesFolder);
        var mark = $".probe-{Guid.NewGuid():N}";
        var stat = volume.TryWriteNew(leases, mark, []) ?? throw new InvalidOperationException($"{leases.PathOf(mark)} is there already");
        try
        {
            var links = true;
            foreach (var path in folders)
            {
                using var folder = Open(volume, path);
                if (volume.Stat(folder, "")?.Device != stat.Device)
                    throw OtherDevice(folder, leases);
                links &= TryOut(volume, leases, folder, mark);
            }
            return new(links, CanLock(volume, leases, mark));
        }
        finally
        {
            volume.TryUnlink(leases, mark);
        }
    }

    private static VolumeFolder Open(IVolume volume, string path) => volume.OpenFolder(path, create: true)!;

    /// <summary>Claims and publishes, so to speak. <c>false</c>: without links.</summary>
    private static bool TryOut(IVolume volume, VolumeFolder leases, VolumeFolder folder, string mark)
    {
        var claim = mark + "-claim";
        var links = TryLink(volume, leases, folder, mark, claim);
        if (!links)
            volume.TryWriteNew(folder, claim, []);
        var result = mark + "-result";
        try
        {
            volume.TryRename(folder, claim, folder, result, RenameMode.NoReplace);
        }
        catch (VolumeException refused) when (refused.Fault is VolumeFault.NotSupported or VolumeFault.Denied)
        {
            throw new VolumeException(
                "publish results in", folder.Path, VolumeFault.NotSupported,
                $"its file system has neither links nor a rename that replaces nothing. Move it and {leases.Path} to a local disk", refused);
        }
        finally
        {
            volume.TryUnlink(folder, claim);
            volume.TryUnlink(folder, result);
        }
        return links;
    }

    private static bool TryLink(IVolume volume, VolumeFolder leases, VolumeFolder folder, string mark, string claim)
    {
        try
        {
            return volume.TryLink(leases, mark, folder, claim);
        }
        catch (VolumeException refused) when (refused.Fault == VolumeFault.CrossDevice)
        {
            // Two mounts of one device count as two devices.
            throw OtherDevice(folder, leases);
        }
        catch (VolumeException refused) when (refused.Fault is VolumeFault.NotSupported or VolumeFault.Denied)
        {
            return false;
        }
    }

    private static bool CanLock(IVolume volume, VolumeFolder leases, string mark)
    {
        try
        {
            using var first = volume.TryLock(leases, mark);
            using var second = volume.TryLock(leases, mark);
            return first is not null && second is null;
        }
        catch (VolumeException refused) when (refused.Fault is VolumeFault.NotSupported or VolumeFault.Other)
        {
            return false;
        }
    }

    private static VolumeException OtherDevice(VolumeFolder folder, VolumeFolder leases) => new(
        "write results to", folder.Path, VolumeFault.CrossDevice,
        $"it is on another device than {leases.Path}, and neither links nor renames lead from one to the other. "
        + "Keep both below one mount point");
}
