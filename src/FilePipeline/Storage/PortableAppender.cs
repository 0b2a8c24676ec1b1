using Microsoft.Win32.SafeHandles;

namespace FilePipeline.Storage;

internal sealed class PortableAppender(SafeFileHandle file, string path) : IVolumeAppender
{
    private readonly Lock _oneWriter = new();

    public void Append(ReadOnlySpan<byte> content)
    {
        lock (_oneWriter)
        {
            var end = RandomAccess.GetLength(file);
            try
            {
                RandomAccess.Write(file, content, end);
            }
            catch (IOException failure)
            {
                RandomAccess.SetLength(file, end);
                throw new VolumeException("append to", path, VolumeFault.NoSpace, failure.Message, failure);
            }
        }
    }

    public void Dispose()
    {
        lock (_oneWriter)
            file.Dispose();
    }
}
