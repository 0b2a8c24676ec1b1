using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text;
using FilePipeline.Parquet;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>Builds one version of a dataset in a fresh folder: items → spilled rows and schema → Parquet files → read back → card and manifest.</summary>
internal sealed class DatasetBuild
{
    private const int ReportEvery = 1024;
    private readonly IVolume _volume;
    private readonly IFileSystem _files;
    private readonly ExportRequest _request;
    private readonly string _build;
    private readonly StandingDataset _standing;
    private readonly SplitRule? _rule;
    private readonly string[] _splits;
    private readonly List<string> _warnings = [];

    public DatasetBuild(IVolume volume, IFileSystem files, ExportRequest request, string build, StandingDataset standing)
    {
        _volume = volume;
        _files = files;
        _request = request;
        _build = build;
        _standing = standing;
        _rule = request.Export.Split is { } split ? new SplitRule(split) : null;
        _splits = request.Export.Split is { } parts ? [.. parts.Parts.Select(part => part.Name)] : ["train"];
    }

    public ExportResult Run(IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var spills = new List<RowSpill>();
        try
        {
            foreach (var split in _splits)
                spills.Add(new RowSpill(_files, $"{_build}/.rows-{split}"));
            return Run(spills, progress, cancel);
        }
        finally
        {
            foreach (var spill in spills)
                spill.Dispose();
        }
    }

    private ExportResult Run(List<RowSpill> spills, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var leftOut = new LeftOutLog();
        var digests = ReadItems(spills, leftOut, out var schema, progress, cancel);
        var written = WriteFiles(spills, schema, progress, cancel);
        Verify(written, progress, cancel);

        var facts = new DatasetFacts
        {
            Name = _request.Export.Name,
            Inputs = _request.Export.From,
            Split = _request.Export.Split,
            Schema = schema,
            Splits = [.. _splits.Zip(spills, (name, spill) => new SplitSummary(name, spill.Rows, spill.Bytes, written.Where(file => file.Split == name).Sum(file => file.Bytes)))],
            Files = written,
            RowDigests = digests,
            LeftOut = leftOut.ToList(),
            NotCompleted = _request.NotCompleted,
        };
        Write(DatasetNames.Card, new DatasetCard(facts).Write(_standing.Read(DatasetNames.Card)));
        // last: only what has a manifest counts as whole
        Write(DatasetNames.Manifest, DatasetManifest.Write(facts));
        return new ExportResult
        {
            Path = _build,
            Unchanged = false,
            Splits = facts.Splits,
            Files = written,
            Columns = [.. schema.Fields.Select(field => new DatasetColumn(field.Name, field.Type.ToString()))],
            LeftOut = facts.LeftOut,
            Warnings = _warnings,
        };
    }

    private DatasetFile ReadItems(List<RowSpill> spills, LeftOutLog leftOut, out ParquetSchema schema, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var composer = new RowComposer(_request.Export.From);
        var reader = new RowReader(_volume, _request.Pipeline, _request.Export, composer, leftOut);
        var columns = new ColumnTypes(_request.Export, _standing.Read(DatasetNames.Lock));
        using var digests = new HashingStream(Create(DatasetNames.Rows));
        var rows = 0L;
        foreach (var key in reader.Read(progress, cancel))
        {
            if (composer.HasProblems)
                continue; // nothing will come of it; the other items may have more to tell
            var split = _rule?.PartOf(key) ?? 0;
            columns.Add(composer.Row, key);
            spills[split].Add(composer.Row);
            digests.Write(DigestLine(composer, _splits[split]));
            rows++;
        }
        digests.Flush();
        var problems = composer.Problems().ToList();
        if (problems.Count > 0)
            throw new DatasetException(_request.Export.Name, problems);
        (schema, var locked) = columns.Build(composer, _warnings);
        Write(DatasetNames.Lock, locked);
        if (rows == 0)
            _warnings.Add("there are no rows: the input folders have no items in common yet.");
        return new(DatasetNames.Rows, "", rows, digests.Length, digests.Sha256);
    }

    private static byte[] DigestLine(RowComposer composer, string split) =>
        Encoding.UTF8.GetBytes($"{{\"key\":\"{composer.KeyText}\",\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(composer.Row))}\",\"split\":\"{split}\"}}\n");

    private List<DatasetFile> WriteFiles(List<RowSpill> spills, ParquetSchema schema, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var limits = _request.Limits;
        var options = new ParquetWriterOptions
        {
            Codec = _request.Export.Compression switch
            {
                Definition.Compression.Gzip => Parquet.Compression.Gzip,
                Definition.Compression.None => Parquet.Compression.None,
                _ => Parquet.Compression.Snappy,
            },
            RowGroupRows = limits.RowGroupRows,
            RowGroupBytes = limits.RowGroup,
        };
        var files = new SplitFiles(_files, _build, schema, options, limits.Shard);
        var written = new List<DatasetFile>();
        var total = spills.Sum(spill => spill.Rows);
        var done = 0L;
        for (var i = 0; i < _splits.Length; i++)
        {
            try
            {
                written.AddRange(files.Write(_splits[i], Watched(spills[i].Read())));
            }
            catch (JsonRowException problem)
            {
                throw new DatasetException(_request.Export.Name, [$"{problem.Message}. Mend the item, or declare another type for the column in {DatasetNames.Lock}."]);
            }
            spills[i].Remove();
        }
        return written;

        IEnumerable<ReadOnlyMemory<byte>> Watched(IEnumerable<ReadOnlyMemory<byte>> rows)
        {
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                if (done++ % ReportEvery == 0)
                    progress?.Report(new(ExportPhase.Writing, done - 1, total));
                yield return row;
            }
        }
    }

    private void Verify(List<DatasetFile> written, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        for (var i = 0; i < written.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new(ExportPhase.Verifying, i, written.Count));
            using var stream = _files.FileStream.New($"{_build}/{written[i].Path}", FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Position = 0;
            if (digest != written[i].Sha256 || ParquetFile.Verify(stream).Rows != written[i].Rows)
                throw new IOException($"{_build}/{written[i].Path} does not read back as it was written: look after the disk");
        }
        progress?.Report(new(ExportPhase.Verifying, written.Count, written.Count));
    }

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        using var stream = Create(name);
        stream.Write(content);
    }

    private FileSystemStream Create(string name) => _files.FileStream.New($"{_build}/{name}", FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
}
