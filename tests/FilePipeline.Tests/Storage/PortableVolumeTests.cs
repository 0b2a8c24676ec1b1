using System.Runtime.Versioning;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

[SupportedOSPlatform("linux")]
public sealed class PortableVolumeTests() : RealVolumeBehaviour(new PortableVolumeOnUnix())
{
    private protected override bool KnowsWriters => false;

    private protected override bool FollowsFolders => false;

    private protected override bool TellsPipes => false;

    private protected override bool SharesAppending => false;
}
