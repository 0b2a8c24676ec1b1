using System.Globalization;
using System.Text;
using System.Text.Json;
using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>
/// Whether a dataset needs a look at all after a run that made nothing, told from names and times, without reading an item. When in
/// doubt it does: to export again what has not changed costs time and nothing else. Remembers in <c>.filepipe/exports/</c>, which
/// may be deleted, when each export began and which manifest it left: <c>1795615365459223376 1795615366000000000</c>.
/// </summary>
internal sealed class DatasetCurrency(Project project, ExportDefinition export) : IDisposable
{
    private const string Begun = ".begun";
    private readonly VolumeFolder _memory = project.Volume.OpenFolder($"{project.Pipeline.Root}/.filepipe/exports", create: true)!;

    /// <summary>Call it before the first item is read: what changes from then on may be missing.</summary>
    public void Begin()
    {
        project.Volume.TryUnlink(_memory, export.Name);
        project.Volume.TryUnlink(_memory, export.Name + Begun);
        project.Volume.TryWriteNew(_memory, export.Name + Begun, []);
    }

    /// <summary>Call it when the dataset stands.</summary>
    public void Confirm()
    {
        if (project.Volume.Stat(_memory, export.Name + Begun) is not { } begun || ManifestNs() is not { } manifest)
            return;
        project.Volume.TryUnlink(_memory, export.Name + Begun);
        project.Volume.TryWriteNew(_memory, export.Name, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{begun.ModifiedNs} {manifest}\n")));
    }

    /// <summary>
    /// <c>true</c>: the manifest is the one that the last export left, everything it was made of is older than that export's beginning,
    /// so is pipeline.yaml, and there are as many keys as the manifest tells.
    /// </summary>
    public bool IsCurrent()
    {
        var buffer = new ItemBuffer();
        if (project.Volume.Read(_memory, export.Name, buffer, 1000).Status != ReadStatus.Ok)
            return false;
        var words = Encoding.ASCII.GetString(buffer.Span).Trim().Split(' ');
        if (words.Length != 2 || !long.TryParse(words[0], CultureInfo.InvariantCulture, out var begun) || words[1] != ManifestNs()?.ToString(CultureInfo.InvariantCulture))
            return false;
        return IsOlder(begun) && KeysTold() is { } told && KeysThere(begun) == told;
    }

    public void Dispose() => _memory.Dispose();

    private long? ManifestNs()
    {
        using var dataset = project.Volume.OpenFolder(export.To);
        return dataset is null ? null : project.Volume.Stat(dataset, "manifest.json")?.ModifiedNs;
    }

    private bool IsOlder(long begun)
    {
        using var folder = project.Volume.OpenFolder(Path.GetDirectoryName(project.Path)!);
        return folder is not null && project.Volume.Stat(folder, Path.GetFileName(project.Path)) is { } file && file.ModifiedNs < begun;
    }

    /// <summary>Rows, and keys that stood in all folders but could not become rows.</summary>
    private long? KeysTold()
    {
        using var dataset = project.Volume.OpenFolder(export.To);
        var buffer = new ItemBuffer();
        if (dataset is null || project.Volume.Read(dataset, "manifest.json", buffer, 1 << 24).Status != ReadStatus.Ok)
            return null;
        try
        {
            using var json = JsonDocument.Parse(buffer.Memory);
            return json.RootElement.GetProperty("rows").GetInt64() + json.RootElement.GetProperty("left_out").EnumerateArray()
                .Where(left => left.GetProperty("reason").GetString() is not ("missing" or "bad_name" or "not_a_file"))
                .Sum(left => left.GetProperty("count").GetInt64());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keys that stand in all input folders; <c>null</c>: one of their files is too young.</summary>
    private long? KeysThere(long begun)
    {
        Dictionary<ItemKey, int> seen = [];
        for (var i = 0; i < export.From.Count; i++)
        {
            using var folder = PipelineFolders.Open(project.Volume, project.Pipeline, export.From[i].Folder);
            foreach (var found in folder.List())
            {
                if (found is not { Problem: null, Kind: EntryKind.File } || !found.Name.EndsWith(".json", StringComparison.Ordinal))
                    continue;
                if (folder.Stat(found.Name) is not { } stat || stat.ModifiedNs >= begun)
                    return null;
                if (seen.GetValueOrDefault(found.Key) == i)
                    seen[found.Key] = i + 1;
            }
        }
        return seen.Values.Count(times => times == export.From.Count);
    }
}
