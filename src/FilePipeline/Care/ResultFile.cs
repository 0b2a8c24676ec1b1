using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Whether the bytes of a result are whole.</summary>
internal static class ResultFile
{
    /// <summary><c>null</c>: it is JSON; else why not.</summary>
    /// <param name="isCanonical">It is written as the engine writes.</param>
    public static string? Problem(ReadOnlySpan<byte> json, out bool isCanonical)
    {
        var canonical = new ItemBuffer();
        isCanonical = false;
        try
        {
            CanonicalJson.Write(json, canonical);
        }
        catch (ItemFormatException problem)
        {
            return problem.Message;
        }
        isCanonical = canonical.Span.SequenceEqual(json);
        return null;
    }
}
