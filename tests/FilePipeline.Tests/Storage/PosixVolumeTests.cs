using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Storage;

public sealed class PosixVolumeTests : VolumeBehaviour
{
    private readonly TempFolder _temp = new();

    public PosixVolumeTests() => Folder = Volume.OpenFolder(_temp.Path)!;

    private protected override IVolume Volume { get; } = new PosixVolume();

    private protected override VolumeFolder Folder { get; }

    protected override void Dispose(bool disposing)
    {
        Folder.Dispose();
        _temp.Dispose();
    }
}
