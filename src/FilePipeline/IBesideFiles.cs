namespace FilePipeline;

/// <summary>
/// The files that lie beside an item, for items that name one (<c>"html_path": "pages/a.html"</c>). What was read is part of
/// the input: when it changes, the result is stale.
/// </summary>
public interface IBesideFiles
{
    /// <param name="path">Relative to the item's own sub-folder, <c>/</c>-separated.</param>
    /// <exception cref="ItemFormatException">There is no such regular file, it is too large, or the path leads out of the item's folder.</exception>
    ReadOnlyMemory<byte> Read(string path);
}
