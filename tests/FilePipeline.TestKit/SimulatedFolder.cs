using FilePipeline.Storage;

namespace FilePipeline.TestKit;

internal sealed class SimulatedFolder(string path, SimulatedNode node) : VolumeFolder(path)
{
    public SimulatedNode Node { get; } = node;
}
