using System.IO.Abstractions;
using System.Text;
using System.Text.Json;
using FilePipeline.Definition;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Datasets.Tests;

/// <summary>A pipeline's folders on the real disk, and exports of them.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly TempFolder _folder = new();

    public TempFolder Folder => _folder;

    /// <summary>The real disk, without its syncs.</summary>
    public IVolume Volume { get; init; } = new MortalVolume(SystemVolume.Open(), new Death());

    public IFileSystem Files { get; init; } = new FileSystem();

    public ExportLimits Limits { get; set; } = new();

    public IReadOnlyList<NotCompleted> NotCompleted { get; set; } = [];

    /// <summary>The dataset's folder.</summary>
    public string Dataset => _folder["datasets/set"];

    public Workshop Item(string folder, string key, string json)
    {
        _folder.Write($"data/{folder}/{key}.json", json);
        return this;
    }

    public ExportDefinition Export(params ExportInput[] from) => new() { Name = "set", From = from, To = Dataset };

    public ExportResult Run(ExportDefinition export, CancellationToken cancel = default) =>
        new DatasetExporter(Volume, Files).Export(Request(export), null, cancel);

    public ExportRequest Request(ExportDefinition export) => new()
    {
        Pipeline = new PipelineDefinition
        {
            Name = "test",
            Root = _folder.Path,
            Data = _folder["data"],
            Sources = [.. new[] { "a", "b", "c" }.Select(name => new SourceDefinition { Name = name })],
        },
        Export = export,
        Limits = Limits,
        NotCompleted = NotCompleted,
    };

    public static ExportInput All(string folder) => new(folder, []);

    public static SplitDefinition Split { get; } = new([new("train", 80), new("validation", 10), new("test", 10)], "v1");

    /// <summary>Key → split, as <c>rows.jsonl</c> says.</summary>
    public SortedDictionary<string, string> SplitOfRows()
    {
        var splits = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines($"{Dataset}/rows.jsonl"))
        {
            using var row = JsonDocument.Parse(line);
            splits.Add(row.RootElement.GetProperty("key").GetString()!, row.RootElement.GetProperty("split").GetString()!);
        }
        return splits;
    }

    public JsonElement Manifest() => JsonDocument.Parse(File.ReadAllBytes($"{Dataset}/manifest.json")).RootElement;

    /// <summary>Every file below <c>datasets/</c> but locks, with its content.</summary>
    public SortedDictionary<string, string> Snapshot(string below = "datasets")
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in _folder.Files(below).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            files.Add(file, Encoding.Latin1.GetString(File.ReadAllBytes(_folder[$"{below}/{file}"])));
        return files;
    }

    public void Dispose() => _folder.Dispose();
}
