using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Storage;

public sealed class VolumeProbeTests
{
    [Fact]
    public void A_local_disk_has_links_and_locks_and_nothing_is_left_behind()
    {
        using var temp = new TempFolder();
        var volume = SystemVolume.Open();
        temp.Write(".workers/w.json", "");
        using var leases = volume.OpenFolder(temp[".workers"])!;
        using var held = volume.TryLock(leases, "w.json");

        var abilities = VolumeProbe.Check(volume, [temp["a"], temp["b/c"]], temp[".workers"], "w.json");

        Assert.Equal(new VolumeAbilities(Links: true, Locks: true), abilities);
        Assert.Equal([".workers/w.json"], temp.Files());
        Assert.True(Directory.Exists(temp["b/c"]));
    }

    [Fact]
    public void A_folder_on_another_device_is_refused_with_both_paths()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "no second device here");
        using var temp = new TempFolder();
        temp.Write(".workers/w.json", "");
        var other = Path.Combine("/dev/shm", $"filepipe-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(other);
        try
        {
            var refused = Assert.Throws<VolumeException>(() => VolumeProbe.Check(SystemVolume.Open(), [temp["a"], other], temp[".workers"], "w.json"));
            Assert.Equal(VolumeFault.CrossDevice, refused.Fault);
            Assert.Contains(other, refused.Message, StringComparison.Ordinal);
            Assert.Contains(temp[".workers"], refused.Message, StringComparison.Ordinal);
            Assert.Equal([".workers/w.json"], temp.Files());
            Assert.Empty(Directory.GetFileSystemEntries(other));
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Theory]
    [InlineData(nameof(IVolume.TryLink), false, true)]
    [InlineData(nameof(IVolume.TryLock), true, false)]
    public void What_a_file_system_lacks_is_told_and_nothing_is_left_behind(string lacking, bool links, bool locks)
    {
        var disk = new SimulatedDisk();
        var process = WithLease(disk);
        process.Before = operation => Lacks(operation, lacking);
        Assert.Equal(new VolumeAbilities(links, locks), VolumeProbe.Check(process, ["/data/a", "/data/b"], "/data/.workers", "w.json"));
        Assert.Equal(["data/.workers/w.json"], disk.Files());
    }

    [Fact]
    public void Without_any_rename_that_replaces_nothing_there_is_no_start()
    {
        var disk = new SimulatedDisk();
        var process = WithLease(disk);
        process.Before = operation => Lacks(operation, nameof(IVolume.TryRename));
        var refused = Assert.Throws<VolumeException>(() => VolumeProbe.Check(process, ["/data/a"], "/data/.workers", "w.json"));
        Assert.Contains("/data/a", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/data/.workers", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["data/.workers/w.json"], disk.Files());
    }

    [Fact]
    public void A_check_is_cheap()
    {
        var process = WithLease(new SimulatedDisk());
        var before = process.Trace.Count;
        VolumeProbe.Check(process, ["/data/a"], "/data/.workers", "w.json");
        var one = process.Trace.Count - before;
        VolumeProbe.Check(process, ["/data/a", "/data/b"], "/data/.workers", "w.json");
        Assert.InRange(process.Trace.Count - before - 2 * one, 1, 6);
    }

    /// <summary>A process that holds a lease, as every one that probes does.</summary>
    private static SimulatedVolume WithLease(SimulatedDisk disk)
    {
        disk.Write("/data/.workers/w.json", "");
        var process = disk.NewProcess();
        using var leases = process.OpenFolder("/data/.workers")!;
        process.TryLock(leases, "w.json");
        return process;
    }

    private static void Lacks(SimulatedOperation operation, string verb)
    {
        if (operation.Verb == verb)
            throw new VolumeException(verb, operation.Path, VolumeFault.NotSupported, "not here");
    }
}
