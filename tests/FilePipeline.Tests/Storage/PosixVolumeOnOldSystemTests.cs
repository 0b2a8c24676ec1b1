using System.Runtime.Versioning;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

/// <summary>The same promises where a kernel, a sandbox or a network file system lacks the newer calls.</summary>
[SupportedOSPlatform("linux")]
public sealed class PosixVolumeOnOldSystemTests() : RealVolumeBehaviour(new PosixVolume(oldSystem: true))
{
    [Fact]
    public void A_move_whose_link_was_made_though_it_was_told_as_failed_is_completed()
    {
        Volume.TryWriteNew(Folder, "tmp", "1"u8);
        Volume.TryLink(Folder, "tmp", Folder, "result");
        Assert.True(Volume.TryRename(Folder, "tmp", Folder, "result", RenameMode.NoReplace));
        Assert.Equal(["result"], Names());
    }
}
