namespace FilePipeline.TestKit;

/// <summary>The real inputs beside the repository (<c>../shared/data</c>), where they are.</summary>
public static class SharedData
{
    /// <summary>The folder that holds <c>FilePipeline.sln</c>.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a real input, <c>null</c> where this checkout has none: the test skips.</summary>
    public static string? Find(string name)
    {
        var path = Path.Combine(Repository, "..", "shared", "data", name);
        return Path.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "FilePipeline.sln")))
                return folder;
        }
        throw new InvalidOperationException("the tests run outside a checkout of FilePipeline");
    }
}
