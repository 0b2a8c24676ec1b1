using System.IO.Abstractions;
using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>What is in the dataset's folder before an export.</summary>
internal sealed class StandingDataset(IFileSystem files, string path, EntryKind? kind)
{
    private static readonly string[] Fixed = [DatasetNames.Card, DatasetNames.Croissant, DatasetNames.Manifest, DatasetNames.Lock, DatasetNames.Rows];

    /// <summary>Why an export must not take this folder's place.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (kind is not (null or EntryKind.Folder))
            return [$"{path} is no folder ({(kind == EntryKind.Link ? "a link: write the path it leads to in `to:`" : "move it away, or write another `to:`")})."];
        HashSet<string> known;
        try
        {
            known = ListedFiles();
        }
        catch (JsonException)
        {
            return [$"{path}/{DatasetNames.Manifest} was not written by an export. Write another `to:`, or move the folder away."];
        }
        var foreign = DataFiles(path).Where(file => !known.Contains(file)).Take(3).ToList();
        return foreign.Count == 0
            ? []
            : [$"{path} holds data that no export has written: {string.Join(", ", foreign)}. Move `{DatasetNames.Data}/` away, or write another `to:`."];
    }

    /// <summary><c>null</c>: it is not there.</summary>
    public byte[]? Read(string name) => files.File.Exists($"{path}/{name}") ? files.File.ReadAllBytes($"{path}/{name}") : null;

    /// <summary>What its manifest tells; <c>null</c>: there is none.</summary>
    public DatasetDescription? Describe() => Read(DatasetNames.Manifest) is { } bytes ? DatasetDescription.Parse(bytes) : null;

    /// <summary>Its rows in order; none where their list is gone.</summary>
    /// <exception cref="DatasetException">The list cannot be read.</exception>
    public IEnumerable<RowDigest> Rows(string export)
    {
        if (!files.File.Exists($"{path}/{DatasetNames.Rows}"))
            yield break;
        using var stream = files.FileStream.New($"{path}/{DatasetNames.Rows}", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        using var rows = RowDigest.Read(stream).GetEnumerator();
        while (Next())
            yield return rows.Current;

        bool Next()
        {
            try
            {
                return rows.MoveNext();
            }
            catch (JsonException problem)
            {
                throw new DatasetException(export, [$"{path}/{DatasetNames.Rows} cannot be read: {problem.Message}. Restore it, or delete it: then all rows count as new."]);
            }
        }
    }

    /// <summary>Whether the export's own files are the same, byte for byte, as those in another folder.</summary>
    public bool IsSameAs(string build)
    {
        if (kind is null || !SameBytes($"{path}/{DatasetNames.Manifest}", $"{build}/{DatasetNames.Manifest}"))
            return false;
        var data = DataFiles(build);
        return data.SequenceEqual(DataFiles(path))
            && Fixed.Concat(data).All(name => SameBytes($"{path}/{name}", $"{build}/{name}"));
    }

    /// <summary>The files that the manifest names.</summary>
    private HashSet<string> ListedFiles() => Describe() is { } described ? [.. described.Files.Select(file => file.Path)] : [];

    /// <summary>Sorted, below the dataset's folder.</summary>
    private List<string> DataFiles(string dataset)
    {
        var data = $"{dataset}/{DatasetNames.Data}";
        return !files.Directory.Exists(data)
            ? []
            : [.. files.Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
                .Select(file => files.Path.GetRelativePath(dataset, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
    }

    private bool SameBytes(string left, string right)
    {
        if (!files.File.Exists(left) || !files.File.Exists(right))
            return false;
        using var one = files.FileStream.New(left, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var other = files.FileStream.New(right, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (one.Length != other.Length)
            return false;
        var here = new byte[1 << 16];
        var there = new byte[1 << 16];
        while (one.ReadAtLeast(here, here.Length, throwOnEndOfStream: false) is var count and > 0)
        {
            if (other.ReadAtLeast(there, count, throwOnEndOfStream: false) < count || !here.AsSpan(0, count).SequenceEqual(there.AsSpan(0, count)))
                return false;
        }
        return true;
    }
}
