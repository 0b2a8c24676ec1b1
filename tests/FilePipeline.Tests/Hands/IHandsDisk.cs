using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Hands;

/// <summary>The data folder as a hand sees it; paths are relative to it.</summary>
public interface IHandsDisk : IDisposable
{
    string Data { get; }

    void Write(string path, string content);

    void Delete(string path);

    /// <summary><c>null</c>: it is not there.</summary>
    string? Read(string path);

    IReadOnlyList<string> Files(string below);

    /// <summary>The disk as a new process sees it.</summary>
    /// <param name="dieAfter">It dies in this operation; <c>null</c>: it lives.</param>
    IVolume NewProcess(int? dieAfter = null);
}

internal sealed class SimulatedHandsDisk : IHandsDisk
{
    private readonly SimulatedDisk _disk = new();

    public string Data => "/p/data";

    public void Write(string path, string content) => _disk.Write($"{Data}/{path}", content);

    public void Delete(string path) => _disk.Delete($"{Data}/{path}");

    public string? Read(string path) => _disk.ReadText($"{Data}/{path}");

    public IReadOnlyList<string> Files(string below) => _disk.Files($"{Data}/{below}");

    public IVolume NewProcess(int? dieAfter)
    {
        var process = _disk.NewProcess();
        if (dieAfter is { } operation)
            process.StopWithin(operation, new Random(operation));
        return process;
    }

    public void Dispose()
    {
    }
}

internal sealed class RealHandsDisk : IHandsDisk
{
    private readonly TempFolder _folder = new();

    public string Data => _folder["data"];

    public void Write(string path, string content) => _folder.Write($"data/{path}", content);

    public void Delete(string path)
    {
        var full = _folder[$"data/{path}"];
        if (Directory.Exists(full))
            Directory.Delete(full, recursive: true);
        else if (Directory.Exists(Path.GetDirectoryName(full)))
            File.Delete(full);
    }

    public string? Read(string path) => File.Exists(_folder[$"data/{path}"]) ? _folder.Read($"data/{path}") : null;

    public IReadOnlyList<string> Files(string below) => _folder.Files($"data/{below}");

    public IVolume NewProcess(int? dieAfter) => SystemVolume.Open();

    public void Dispose() => _folder.Dispose();
}
