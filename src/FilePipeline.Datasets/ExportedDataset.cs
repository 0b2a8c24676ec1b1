using System.Globalization;
using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text.Json;
using FilePipeline.Datasets.Formats;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>A dataset that stands on the disk, to be looked at: nothing is locked and nothing changed.</summary>
public sealed class ExportedDataset
{
    private readonly IFileSystem _files;
    private readonly string _path;
    private readonly IRowFormat _format;

    private ExportedDataset(IFileSystem files, string path, DatasetDescription description)
    {
        _files = files;
        _path = path;
        Description = description;
        var schema = new ParquetSchema([.. description.Columns.Select(column => new ParquetField(column.Name, ParquetType.Parse(column.Type)))]);
        _format = RowFormats.Of(description.Format, schema, new());
    }

    public DatasetDescription Description { get; }

    /// <param name="path">The dataset's folder.</param>
    /// <returns><c>null</c>: there is no manifest.</returns>
    /// <exception cref="InvalidDataException">The manifest cannot be read.</exception>
    public static ExportedDataset? TryOpen(IFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        var manifest = files.Path.Combine(path, DatasetNames.Manifest);
        if (!files.File.Exists(manifest))
            return null;
        try
        {
            return new(files, path, DatasetDescription.Parse(files.File.ReadAllBytes(manifest)));
        }
        catch (Exception problem) when (problem is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{manifest} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The version before this one; <c>null</c>: none is kept.</summary>
    public ExportedDataset? Previous()
    {
        var history = _files.Path.Combine(_files.Path.GetDirectoryName(_path)!, ".history", _files.Path.GetFileName(_path));
        if (!_files.Directory.Exists(history))
            return null;
        var versions = _files.Directory.EnumerateDirectories(history)
            .Select(folder => int.TryParse(_files.Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return versions.DefaultIfEmpty().Max() is var last and > 0
            ? TryOpen(_files, _files.Path.Combine(history, last.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>The rows as JSON objects with every column in order, file by file.</summary>
    /// <param name="split"><c>null</c>: all.</param>
    /// <exception cref="InvalidDataException">A file is not as it was written.</exception>
    public IEnumerable<byte[]> Rows(string? split = null)
    {
        foreach (var file in Description.Files.Where(file => split is null || file.Split == split))
        {
            using var stream = Open(file.Path);
            foreach (var row in _format.Read(stream))
                yield return row;
        }
    }

    /// <summary>Reads everything again and compares it with the manifest.</summary>
    /// <returns>What is not equal, in words; empty: nothing.</returns>
    public IEnumerable<string> Verify()
    {
        foreach (var file in Description.Files.Append(Description.RowList))
        {
            if (Difference(file) is { } difference)
                yield return $"{file.Path} {difference}";
        }
        foreach (var split in Description.Splits)
        {
            if (Description.Files.Where(file => file.Split == split.Name).Sum(file => file.Rows) is var rows && rows != split.Rows)
                yield return $"{DatasetNames.Manifest} has {split.Rows} rows in {split.Name}, its files have {rows}";
        }
        foreach (var stranger in DataFiles().Except(Description.Files.Select(file => file.Path)))
            yield return $"{stranger} is not in {DatasetNames.Manifest}";
    }

    public IReadOnlyList<ColumnStatistics> Statistics()
    {
        var counters = Description.Columns.Select(column => new ColumnCounter(column)).ToList();
        foreach (var row in Rows())
        {
            var json = new Utf8JsonReader(row);
            json.Read();
            foreach (var counter in counters)
            {
                json.Read();
                json.Read();
                counter.Add(ref json, row);
            }
        }
        return [.. counters.Select(counter => counter.Result())];
    }

    /// <summary>By the digests of the rows. A row that only got a column more is a changed one here.</summary>
    /// <exception cref="InvalidDataException">The list of rows of one of them cannot be read.</exception>
    public DatasetChanges ChangesSince(ExportedDataset older)
    {
        ArgumentNullException.ThrowIfNull(older);
        try
        {
            using var before = older.Open(DatasetNames.Rows);
            using var after = Open(DatasetNames.Rows);
            using var comparison = new RowComparison(RowDigest.Read(before));
            foreach (var row in RowDigest.Read(after))
                comparison.Add(row);
            return DatasetChanges.Between(older.Description.Columns, Description.Columns, comparison.Finish());
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{DatasetNames.Rows} of {_path} or of the version before cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The file in which a key's row stands, the first of its rows where it has several; <c>null</c>: it has none.</summary>
    public DatasetFile? FileOf(ItemKey key)
    {
        if (!_files.File.Exists(_files.Path.Combine(_path, DatasetNames.Rows)))
            return null;
        using var list = Open(DatasetNames.Rows);
        var passed = Description.Splits.ToDictionary(split => split.Name, _ => 0L, StringComparer.Ordinal);
        foreach (var row in RowDigest.Read(list))
        {
            var order = string.CompareOrdinal(row.Key, key.Value);
            if (order > 0)
                return null;
            var before = passed.GetValueOrDefault(row.Split);
            passed[row.Split] = before + 1;
            if (order == 0)
                return FileAt(row.Split, before);
        }
        return null;
    }

    private DatasetFile? FileAt(string split, long row)
    {
        foreach (var file in Description.Files.Where(file => file.Split == split))
        {
            if (row < file.Rows)
                return file;
            row -= file.Rows;
        }
        return null;
    }

    private IEnumerable<string> DataFiles()
    {
        var data = _files.Path.Combine(_path, DatasetNames.Data);
        return !_files.Directory.Exists(data)
            ? []
            : _files.Directory.EnumerateFiles(data).Select(file => $"{DatasetNames.Data}/{_files.Path.GetFileName(file)}").Order(StringComparer.Ordinal);
    }

    private string? Difference(DatasetFile file)
    {
        if (!_files.File.Exists(_files.Path.Combine(_path, file.Path)))
            return "is not there";
        using var stream = Open(file.Path);
        if (stream.Length != file.Bytes)
            return $"has {stream.Length} bytes, not {file.Bytes}";
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256)
            return "has other content than was written: its SHA-256 differs";
        stream.Position = 0;
        try
        {
            var rows = file.Path == DatasetNames.Rows ? RowDigest.Read(stream).LongCount() : _format.Check(stream);
            return rows == file.Rows ? null : $"has {rows} rows, not {file.Rows}";
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException)
        {
            return $"cannot be read: {problem.Message}";
        }
    }

    private FileSystemStream Open(string name) =>
        _files.FileStream.New(_files.Path.Combine(_path, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
}
