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
}
