namespace FilePipeline.Storage;

/// <summary>
/// Tries out, before any work starts, what the protocol asks of the file system, in every folder that will be written: a few system
/// calls each. Everything it makes lies in folders that a rescuer clears, should this process be killed meanwhile.
/// </summary>
public static class VolumeProbe
{
    /// <param name="folders">Made when missing; each on the device of the results that will be written beside it.</param>
    /// <param name="lease">A file in <paramref name="leasesFolder"/> that this process has locked.</param>
    /// <exception cref="VolumeException">The folders cannot work together; says which and what to do.</exception>
    public static VolumeAbilities Check(IVolume volume, IReadOnlyList<string> folders, string leasesFolder, string lease)
    {
        using var leases = Open(volume, leasesFolder);
        var device = volume.Stat(leases, "")?.Device;
        var links = true;
        foreach (var path in folders)
        {
            using var folder = Open(volume, path);
            if (volume.Stat(folder, "")?.Device != device)
                throw OtherDevice(folder, leases);
            links &= TryOut(volume, leases, folder, lease);
        }
        return new(links, CanLock(volume, leases, lease));
    }

    private static VolumeFolder Open(IVolume volume, string path) => volume.OpenFolder(path, create: true)!;

    /// <summary>Claims and publishes, so to speak. <c>false</c>: without links.</summary>
    private static bool TryOut(IVolume volume, VolumeFolder leases, VolumeFolder folder, string lease)
    {
        const string claim = "probe-claim";
        var links = TryLink(volume, leases, folder, lease, claim);
        if (!links)
            volume.TryWriteNew(folder, claim, []);
        const string result = "probe-result";
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

    private static bool TryLink(IVolume volume, VolumeFolder leases, VolumeFolder folder, string lease, string claim)
    {
        try
        {
            return volume.TryLink(leases, lease, folder, claim);
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

    /// <summary>The lease is locked: where locks work, nobody gets it a second time.</summary>
    private static bool CanLock(IVolume volume, VolumeFolder leases, string lease)
    {
        try
        {
            using var second = volume.TryLock(leases, lease);
            return second is null;
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
