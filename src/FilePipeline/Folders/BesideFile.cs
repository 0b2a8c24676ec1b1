namespace FilePipeline.Folders;

/// <summary>A file beside an item that its stage has read.</summary>
/// <param name="Path">Relative to the input folder, <c>/</c>-separated.</param>
public readonly record struct BesideFile(string Path, FileIdentity Identity)
{
    /// <summary>It stays below the folder.</summary>
    public static bool IsPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !path.Contains('\0', StringComparison.Ordinal) && path.Split('/').All(part => part is not ("" or "." or ".."));
    }
}
