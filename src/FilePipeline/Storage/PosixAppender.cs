namespace FilePipeline.Storage;

internal sealed unsafe class PosixAppender(PosixHandle file, string path) : IVolumeAppender
{
    private readonly Lock _oneWriter = new();

    public void Append(ReadOnlySpan<byte> content)
    {
        lock (_oneWriter)
        {
            var number = file.Number;
            fixed (byte* bytes = content)
            {
                var written = 0;
                while (written < content.Length)
                {
                    // A second round is only for the reason why the first was cut short.
                    var result = LinuxCalls.Write(number, bytes + written, content.Length - written);
                    if (result < 0)
                    {
                        TakeBack(number, written);
                        throw PosixVolume.Refused("append to", path, result);
                    }
                    written += result;
                }
            }
            GC.KeepAlive(file);
        }
    }

    public void Dispose()
    {
        lock (_oneWriter)
            file.Dispose();
    }

    private static void TakeBack(int number, int written)
    {
        // The position after a write is right even where others append to the file, its length is not.
        if (written > 0 && LinuxCalls.Position(number) is var end and > 0)
            _ = LinuxCalls.Truncate(number, end - written);
    }
}
