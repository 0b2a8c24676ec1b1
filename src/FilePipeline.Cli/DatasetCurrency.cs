using System.Text.Json;
using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>Whether a dataset needs a look at all after a run that made nothing, told from names and times, without reading an item.</summary>
internal static class DatasetCurrency
{
    /// <summary>
    /// <c>true</c>: every file it was made of is older than its manifest, so is pipeline.yaml, and there are as many keys as it tells.
    /// When in doubt <c>false</c>: to export again what has not changed costs time and nothing else.
    /// </summary>
    public static bool IsCurrent(Session session, Project project, ExportDefinition export)
    {
        using var dataset = project.Volume.OpenFolder(export.To);
        if (dataset is null || project.Volume.Stat(dataset, "manifest.json") is not { Kind: EntryKind.File } manifest)
            return false;
        var file = session.Files.FileInfo.New(session.Files.Path.GetFullPath(project.File, session.Folder));
        if (!file.Exists || file.LastWriteTimeUtc >= DateTime.UnixEpoch.AddTicks(manifest.ModifiedNs / 100))
            return false;
        var buffer = new ItemBuffer();
        return project.Volume.Read(dataset, "manifest.json", buffer, 1 << 24).Status == ReadStatus.Ok
            && KeysTold(buffer.Span) is { } told
            && KeysThere(project, export, manifest.ModifiedNs) == told;
    }

    /// <summary>Keys that gave rows, and keys that stood in all folders but could not become rows.</summary>
    private static long? KeysTold(ReadOnlySpan<byte> manifest)
    {
        try
        {
            var reader = new Utf8JsonReader(manifest);
            using var json = JsonDocument.ParseValue(ref reader);
            var keys = json.RootElement.GetProperty("items").GetInt64();
            foreach (var left in json.RootElement.GetProperty("left_out").EnumerateArray())
            {
                if (left.GetProperty("reason").GetString() is not ("missing" or "bad_name" or "not_a_file"))
                    keys += left.GetProperty("count").GetInt64();
            }
            return keys;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keys that stand in all input folders; <c>null</c>: one of their files is as young as the manifest.</summary>
    private static long? KeysThere(Project project, ExportDefinition export, long madeNs)
    {
        Dictionary<ItemKey, int> seen = [];
        for (var i = 0; i < export.From.Count; i++)
        {
            using var folder = PipelineFolders.Open(project.Volume, project.Pipeline, export.From[i].Folder);
            foreach (var found in folder.List())
            {
                if (found is not { Problem: null, Kind: EntryKind.File } || !found.Name.EndsWith(".json", StringComparison.Ordinal))
                    continue;
                if (folder.Stat(found.Name) is not { } stat || stat.ModifiedNs >= madeNs)
                    return null;
                if (seen.GetValueOrDefault(found.Key) == i)
                    seen[found.Key] = i + 1;
            }
        }
        return seen.Values.Count(times => times == export.From.Count);
    }
}
