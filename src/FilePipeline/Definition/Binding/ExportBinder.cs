using System.IO.Abstractions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>One entry of <c>exports</c>.</summary>
internal sealed class ExportBinder(Values values, PipelineFolders folders, IPath paths)
{
    private readonly Problems _problems = values.Problems;
    private readonly SplitBinder _splits = new(values);
    private readonly ColumnBinder _columns = new(values);

    /// <summary>Where each dataset goes and which export has said so first.</summary>
    private readonly Dictionary<string, YamlScalar> _places = new(StringComparer.Ordinal);

    /// <param name="root">Absolute.</param>
    /// <param name="data">Absolute.</param>
    /// <returns><c>null</c>: it lacks what cannot be guessed.</returns>
    public ExportDefinition? Bind(Field field, string root, string data)
    {
        var name = field.Key.Value;
        var section = Section.Open(field, PipelineWords.Export, $"in export `{name}`", _problems);
        var from = section["from"] is { } written ? Inputs(written) : Missing(field);
        var to = Place(section["to"], field.Key, root, data);
        var split = section["split"] is { IsNull: false } parts ? _splits.Bind(parts, name) : null;
        var compression = section["compression"] is { } word ? values.Word<Compression>(word) ?? default : default;
        var format = section["format"] is { } kind ? values.Word<ExportFormat>(kind) ?? default : default;
        foreach (var parquets in new[] { section["compression"], section["row_group"] }.OfType<Field>().Where(_ => format != ExportFormat.Parquet))
            _problems.Error(Codes.ParquetOnly, parquets.Key.Span, $"{parquets.Name} is for Parquet files", "", "remove it, or write `format: parquet`");
        var rows = section["rows"] is { IsNull: false } array ? values.Name(array) : null;
        return from is null || to is null ? null : new ExportDefinition
        {
            Name = name,
            From = from,
            To = to,
            Split = split,
            Format = format,
            Compression = compression,
            Rows = rows,
            Columns = section["columns"] is { } columns ? _columns.Bind(columns, name) : [],
            FailedBelow = section["require"] is { } require ? FailedBelow(require, name) : null,
            RowGroup = section["row_group"] is { } group ? values.Size(group, Limits.LeastRowGroup, Limits.RowGroup) : null,
            Shard = section["shard"] is { } shard ? values.Size(shard, Limits.LeastShard, Limits.Shard) : null,
        };
    }

    private List<ExportInput>? Missing(Field export)
    {
        if (export.IsNull || export.Value is YamlMapping)
            _problems.Error(Codes.MissingKey, export.Key.Span, $"export `{export.Key.Value}` has no `from`", "`from` is missing", "add the folder it is made of, as `from: articles`");
        return null;
    }

    private List<ExportInput>? Inputs(Field from)
    {
        var inputs = from.Value switch
        {
            YamlMapping map => map.Entries.Select(entry => Input(new Field($"a folder of {from.Name}", entry.Key, entry.Key), Columns(new Field($"`{entry.Key.Value}` of {from.Name}", entry.Key, entry.Value)))),
            YamlSequence => values.Items(from, "").Select(item => Input(item, [])),
            _ => [Input(from, [])],
        };
        var sound = inputs.OfType<ExportInput>().ToList();
        if (sound.Count == 0 && from.Value is not YamlScalar)
            values.WrongType(from, "one folder or more", $"{from.Value.Kind} of none");
        return sound.Count > 0 ? sound : null;
    }

    private ExportInput? Input(Field folder, List<string> columns) =>
        values.Name(folder) is { } name && folders.Check(name, folder) ? new ExportInput(name, columns) : null;

    /// <summary><c>all</c>, one glob, or a list of them.</summary>
    private List<string> Columns(Field columns)
    {
        if (columns.Value is YamlSequence list)
        {
            if (list.Items.Count == 0)
                values.WrongType(columns, "`all` or the columns to take", "an empty list");
            return [.. values.Items(columns, "").Select(values.Name).OfType<string>()];
        }
        return values.Name(columns) is { } glob && glob != "all" ? [glob] : [];
    }

    private double? FailedBelow(Field require, string export)
    {
        const string expected = "a percentage, as 2%";
        var section = Section.Open(require, PipelineWords.Require, $"in `require` of export `{export}`", _problems);
        if (section["failed_below"] is not { } field || values.Scalar(field, expected) is not { } written)
            return null;
        if (!written.Value.EndsWith('%') || !NumberText.TryNumber(written, out var share))
            values.BadForm(Codes.NumberForm, field, expected, written, null);
        else if (share is < 0.0001 or > 1)
            values.OutOfRange(field, "0.01%", "100%");
        else
            return share;
        return null;
    }

    private string? Place(Field? to, YamlScalar export, string root, string data)
    {
        var written = to is null ? $"datasets/{export.Value}" : values.Name(to);
        if (written is null)
            return null;
        var at = to?.Span ?? export.Span;
        var place = paths.TrimEndingDirectorySeparator(paths.GetFullPath(written, root));
        var problem = place == root ? "is the pipeline's own folder"
            : !paths.IsPathRooted(written) && !IsWithin(place, root) ? "leads out of the pipeline's folder"
            : place == data || IsWithin(place, data) ? "lies among the folders of items"
            : IsWithin(data, place) ? "holds the folders of items"
            : null;
        if (problem is not null)
        {
            _problems.Error(Codes.DatasetPlace, at, $"the dataset of export `{export.Value}` {problem}", "", $"write a folder of its own: `to: datasets/{export.Value}`");
            return null;
        }
        if (!_places.TryAdd(place, export))
        {
            _problems.Error(Codes.SameDataset, at, $"the exports `{_places[place].Value}` and `{export.Value}` write the same folder", "", "give one of them another `to`", (_places[place].Span, "the other export"));
            return null;
        }
        return place;
    }

    private bool IsWithin(string path, string folder) =>
        path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal)
        && (folder.EndsWith(paths.DirectorySeparatorChar) || path[folder.Length] == paths.DirectorySeparatorChar);
}
