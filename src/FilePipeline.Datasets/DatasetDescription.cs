using System.Text.Json;
using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>What the manifest of a dataset tells.</summary>
public sealed record DatasetDescription
{
    public required string Name { get; init; }

    public required DatasetVersion Version { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>It was made although something that it requires was missing.</summary>
    public required bool IsPartial { get; init; }

    public required long Rows { get; init; }

    /// <summary>Keys that gave rows.</summary>
    public required long Items { get; init; }

    public required IReadOnlyList<DatasetColumn> Columns { get; init; }

    public required IReadOnlyList<SplitSummary> Splits { get; init; }

    /// <summary>In the order of the rows: split by split.</summary>
    public required IReadOnlyList<DatasetFile> Files { get; init; }

    /// <summary>The list of the rows' digests.</summary>
    public required DatasetFile RowList { get; init; }

    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static DatasetDescription Parse(byte[] manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            var root = json.RootElement;
            return Text(root, "schema") == DatasetManifest.Schema ? Read(root) : throw new JsonException($"its schema is not {DatasetManifest.Schema}");
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    private static DatasetDescription Read(JsonElement root)
    {
        var files = List(root, "files", file => new DatasetFile(Text(file, "path"), Text(file, "split"), Number(file, "rows"), Number(file, "bytes"), Text(file, "sha256")));
        var list = root.GetProperty("row_digests");
        return new()
        {
            Name = Text(root, "name"),
            Version = DatasetVersion.TryParse(Text(root, "version"), out var version) ? version : throw new FormatException("its version is none"),
            Format = Enum.Parse<ExportFormat>(Text(root, "format"), ignoreCase: true),
            IsPartial = root.GetProperty("partial").GetBoolean(),
            Rows = Number(root, "rows"),
            Items = Number(root, "items"),
            Columns = List(root, "columns", column =>
                new DatasetColumn(Text(column, "name"), Text(column, "type"), column.TryGetProperty("description", out var description) ? description.GetString() : null)),
            Splits = List(root.GetProperty("split"), "parts", part =>
                new SplitSummary(Text(part, "name"), Number(part, "rows"), Number(part, "json_bytes"), files.Where(file => file.Split == Text(part, "name")).Sum(file => file.Bytes))),
            Files = files,
            RowList = new(Text(list, "path"), "", Number(root, "rows"), Number(list, "bytes"), Text(list, "sha256")),
            LeftOut = List(root, "left_out", one =>
                new LeftOut(Text(one, "folder"), Text(one, "reason"), Number(one, "count"), [.. one.GetProperty("first").EnumerateArray().Select(key => key.GetString()!)])),
        };
    }

    private static string Text(JsonElement at, string name) => at.GetProperty(name).GetString()!;

    private static long Number(JsonElement at, string name) => at.GetProperty(name).GetInt64();

    private static IReadOnlyList<T> List<T>(JsonElement at, string name, Func<JsonElement, T> read) => [.. at.GetProperty(name).EnumerateArray().Select(read)];
}
