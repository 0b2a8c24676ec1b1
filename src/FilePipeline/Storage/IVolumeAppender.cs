namespace FilePipeline.Storage;

/// <summary>A file open for appending.</summary>
public interface IVolumeAppender : IDisposable
{
    /// <summary>
    /// Adds all of <paramref name="content"/> by one write, or none of it: what a full disk has cut short is taken back before this
    /// throws. A process that is killed meanwhile may leave a part of it at the end of the file.
    /// </summary>
    void Append(ReadOnlySpan<byte> content);
}
