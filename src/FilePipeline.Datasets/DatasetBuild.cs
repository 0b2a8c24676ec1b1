using System.IO.Abstractions;
using System.Security.Cryptography;
using FilePipeline.Datasets.Formats;
using FilePipeline.Parquet;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>Builds one version of a dataset in a fresh folder: items → spilled rows and schema → files → read back → card and manifest.</summary>
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
    private readonly RowExplosion? _explosion;
    private readonly ExportLimits _limits;
    private readonly List<string> _warnings = [];

    public DatasetBuild(IVolume volume, IFileSystem files, ExportRequest request, string build, StandingDataset standing)
    {
        _volume = volume;
        _files = files;
        _request = request;
        _build = build;
        _standing = standing;
        _explosion = request.Export.Rows is { } field ? new RowExplosion(field) : null;
        _limits = request.Limits with { RowGroup = request.Export.RowGroup ?? request.Limits.RowGroup, Shard = request.Export.Shard ?? request.Limits.Shard };
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
        var before = _standing.Describe();
        var digests = ReadItems(spills, leftOut, before, out var schema, out var items, out var rowChanges, progress, cancel);
        var format = RowFormats.Of(_request.Export.Format, schema, Options());
        var written = WriteFiles(spills, format, progress, cancel);
        Verify(written, format, progress, cancel);

        var descriptions = _request.Export.Columns.Where(column => column.Description is not null).ToDictionary(column => column.Name, column => column.Description!, StringComparer.Ordinal);
        IReadOnlyList<DatasetColumn> columns = [.. schema.Fields.Select(field => new DatasetColumn(field.Name, field.Type.ToString(), descriptions.GetValueOrDefault(field.Name)))];
        var changes = before is null ? null : DatasetChanges.Between(before.Columns, columns, rowChanges);
        var facts = new DatasetFacts
        {
            Name = _request.Export.Name,
            Version = before is null ? DatasetVersion.First : changes!.IsNone ? before.Version : before.Version.After(changes),
            Format = _request.Export.Format,
            RowsOf = _request.Export.Rows,
            Items = items,
            Descriptions = descriptions,
            Lack = Requirement.Lacks(_request.Export, _request.NotCompleted) is { Count: > 0 } lacks ? string.Join(' ', lacks) : null,
            Inputs = _request.Export.From,
            Split = _request.Export.Split,
            Schema = schema,
            Splits = [.. _splits.Zip(spills, (name, spill) => new SplitSummary(name, spill.Rows, spill.Bytes, written.Where(file => file.Split == name).Sum(file => file.Bytes)))],
            Files = written,
            RowDigests = digests,
            LeftOut = leftOut.ToList(),
            NotCompleted = _request.NotCompleted,
        };
        // the manifest has the digest of every row and file: where it is the same, so is the version, whatever befell the files
        if (changes is { IsNone: true } && !DatasetManifest.Write(facts).AsSpan().SequenceEqual(_standing.Read(DatasetNames.Manifest)))
            facts = facts with { Version = before!.Version.After(changes) };
        WriteDescriptions(facts, format.MediaType);
        return new ExportResult
        {
            Path = _build,
            Unchanged = before is not null && _standing.IsSameAs(_build),
            Version = facts.Version,
            Changes = changes,
            Lack = facts.Lack,
            Splits = facts.Splits,
            Files = written,
            Columns = columns,
            LeftOut = facts.LeftOut,
            Warnings = _warnings,
        };
    }

    private void WriteDescriptions(DatasetFacts facts, string mediaType)
    {
        var card = new DatasetCard(facts).Write(_standing.Read(DatasetNames.Card));
        Write(DatasetNames.Card, card);
        Write(DatasetNames.Croissant, CroissantMetadata.Write(facts, mediaType, CardFrontMatter.License(card)));
        // last: only what has a manifest counts as whole
        Write(DatasetNames.Manifest, DatasetManifest.Write(facts));
    }

    private DatasetFile ReadItems(List<RowSpill> spills, LeftOutLog leftOut, DatasetDescription? before, out ParquetSchema schema, out long items, out RowChanges changes,
        IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var composer = new RowComposer(_request.Export.From);
        var reader = new RowReader(_volume, _files, _build, _request.Pipeline, _request.Export, composer, leftOut);
        var columns = new ColumnTypes(_request.Export, _standing.Read(DatasetNames.Lock));
        using var comparison = new RowComparison(before is null ? [] : _standing.Rows(_request.Export.Name));
        var narrowing = new RowNarrowing(before is null ? [] : before.Columns.Select(column => column.Name));
        using var digests = new HashingStream(Create(DatasetNames.Rows));
        var rows = 0L;
        items = 0;
        foreach (var key in reader.Read(progress, cancel))
        {
            if (composer.HasProblems)
                continue; // nothing will come of it; the other items may have more to tell
            if (_explosion?.Begin(composer.Row) is { } reason)
            {
                leftOut.Add(composer.FolderOf(name => name == _request.Export.Rows), reason, key);
                continue;
            }
            items++;
            var split = _rule?.PartOf(key) ?? 0;
            for (var i = 0; i < (_explosion?.Count ?? 1); i++)
            {
                var row = _explosion is null ? composer.Row : _explosion.Row(composer.Row, i);
                columns.Add(row, key);
                spills[split].Add(row);
                var digest = new RowDigest(key, i, Convert.ToHexStringLower(SHA256.HashData(row)), _splits[split]);
                digests.Write(digest.Line(indexed: _explosion is not null));
                comparison.Add(digest, row, narrowing);
                rows++;
            }
        }
        digests.Flush();
        changes = comparison.Finish();
        var problems = composer.Problems().ToList();
        if (problems.Count > 0)
            throw new DatasetException(_request.Export.Name, problems);
        (schema, var locked) = columns.Build(composer, _warnings);
        Write(DatasetNames.Lock, locked);
        if (rows == 0)
            _warnings.Add("there are no rows: the input folders have no items in common yet.");
        return new(DatasetNames.Rows, "", rows, digests.Length, digests.Sha256);
    }

    private ParquetWriterOptions Options() => new()
    {
        Codec = _request.Export.Compression switch
        {
            Definition.Compression.Gzip => Parquet.Compression.Gzip,
            Definition.Compression.None => Parquet.Compression.None,
            _ => Parquet.Compression.Snappy,
        },
        RowGroupRows = _limits.RowGroupRows,
        RowGroupBytes = _limits.RowGroup,
    };

    private List<DatasetFile> WriteFiles(List<RowSpill> spills, IRowFormat format, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var files = new SplitFiles(_files, _build, format, _limits.Shard);
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
                throw new DatasetException(_request.Export.Name, [$"{problem.Message}. Mend the item, or give the column another type in `columns` of the export."]);
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

    private void Verify(List<DatasetFile> written, IRowFormat format, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        for (var i = 0; i < written.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new(ExportPhase.Verifying, i, written.Count));
            using var stream = _files.FileStream.New($"{_build}/{written[i].Path}", FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Position = 0;
            if (digest != written[i].Sha256 || format.Check(stream) != written[i].Rows)
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
