using System.Runtime.Versioning;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

[SupportedOSPlatform("linux")]
public sealed class PosixVolumeTests() : RealVolumeBehaviour(new PosixVolume())
{
    [Fact]
    public void A_folder_that_was_closed_is_no_longer_used()
    {
        Folder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Volume.Stat(Folder, ""));
        Assert.Throws<ObjectDisposedException>(() => Volume.TryWriteNew(Folder, "a", []));
    }

    [Fact]
    public void An_appender_that_was_closed_is_no_longer_used()
    {
        var appender = Volume.OpenAppend(Folder, "log");
        appender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => appender.Append("1"u8));
    }

    [Fact]
    public void The_machine_knows_its_boot()
    {
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), Volume.Machine.Boot);
    }
}
