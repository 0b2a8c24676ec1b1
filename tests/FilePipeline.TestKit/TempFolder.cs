namespace FilePipeline.TestKit;

/// <summary>A fresh folder on the real disk, gone with all its content when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = Directory.CreateTempSubdirectory("filepipe-test-").FullName;
    }

    public string Path { get; }

    /// <summary>The path of something in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, making its folders.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>Paths of all files in it, relative, <c>/</c>-separated, sorted ordinally.</summary>
    public IReadOnlyList<string> Files(string below = "") =>
        !Directory.Exists(this[below])
            ? []
            : [.. Directory.EnumerateFiles(this[below], "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Select(file => System.IO.Path.GetRelativePath(this[below], file).Replace(System.IO.Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException) when (OperatingSystem.IsLinux())
        {
            // a name that is no UTF-8, which .NET cannot say
            using var remove = System.Diagnostics.Process.Start("rm", ["-rf", Path]);
            remove.WaitForExit();
        }
    }
}
