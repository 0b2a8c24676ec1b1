using System.IO.Abstractions;
using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>What can be said of an export before any item is read.</summary>
internal static class ExportCheck
{
    /// <returns>Everything that is wrong, each a sentence that ends with what to do.</returns>
    public static IReadOnlyList<string> Problems(PipelineDefinition pipeline, ExportDefinition export, IPath path)
    {
        var problems = new List<string>();
        CheckInputs(pipeline, export, problems);
        CheckPlace(pipeline, export, path, problems);
        CheckColumns(export, problems);
        if (export.Split is { } split)
            CheckSplit(split, problems);
        return problems;
    }

    private static void CheckInputs(PipelineDefinition pipeline, ExportDefinition export, List<string> problems)
    {
        string[] folders = [.. pipeline.Sources.Select(source => source.Name), .. pipeline.Stages.Select(stage => stage.Name)];
        if (export.From.Count == 0)
            problems.Add("it names no folder. Write `from: folder`.");
        foreach (var input in export.From.Where(input => !folders.Contains(input.Folder, StringComparer.Ordinal)))
            problems.Add($"there is no source or stage `{input.Folder}`. Write one of: {string.Join(", ", folders)}.");
        foreach (var twice in export.From.GroupBy(input => input.Folder, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add($"the folder `{twice.Key}` is named twice in `from`. Name it once, with all columns that are wanted.");

        var named = export.From.SelectMany(input => input.Columns.Distinct(StringComparer.Ordinal), (input, column) => (input.Folder, Column: column))
            .Where(one => one.Column != "key" && one.Column.AsSpan().IndexOfAny('*', '?') < 0);
        foreach (var clash in named.GroupBy(one => one.Column, StringComparer.Ordinal))
        {
            var from = clash.Select(one => one.Folder).Distinct(StringComparer.Ordinal).ToList();
            if (from.Count > 1)
                problems.Add($"column `{clash.Key}` is chosen from two folders, `{from[0]}` and `{from[1]}`. Take it out of the `from` of one of them.");
        }
    }

    private static void CheckColumns(ExportDefinition export, List<string> problems)
    {
        var globs = export.From.Select(input => new ColumnGlobs(input)).ToList();
        foreach (var column in export.Columns)
        {
            if (column.Name is "key" or RowExplosion.Index && column.Type is not null)
                problems.Add($"column `{column.Name}` is the export's own and has its type. Write only a description for it.");
            else if (!IsChosen(column.Name))
                problems.Add($"column `{column.Name}` stands in `columns`, but `from` leaves it out. Add it to the columns of its folder there, or take it out here.");
        }
        if (export.Rows is { } field && !IsChosen(field))
            problems.Add($"the rows are to be the elements of `{field}`, but `from` leaves that field out. Add it to the columns of its folder.");
        if (export.Rows is "key")
            problems.Add("the rows cannot be the elements of `key`. Write the name of a field that holds an array.");

        bool IsChosen(string name) => name is "key" or RowExplosion.Index || globs.Exists(glob => glob.Matches(name));
    }

    private static void CheckPlace(PipelineDefinition pipeline, ExportDefinition export, IPath path, List<string> problems)
    {
        var to = Folder(path, export.To);
        if (Folder(path, pipeline.Root).StartsWith(to, StringComparison.Ordinal))
            problems.Add($"`to` is {export.To}, which holds the pipeline itself. Write a folder of its own, as `to: datasets/{export.Name}`.");
        else if (Folder(path, pipeline.Data) is var data && (to.StartsWith(data, StringComparison.Ordinal) || data.StartsWith(to, StringComparison.Ordinal)))
            problems.Add($"`to` is {export.To}, among the pipeline's own folders ({pipeline.Data}). Write a folder outside, as `to: datasets/{export.Name}`.");
        if (path.GetFileName(path.TrimEndingDirectorySeparator(export.To)).StartsWith('.'))
            problems.Add($"`to` is {export.To}: a name that begins with a dot is hidden. Write another name.");
    }

    private static string Folder(IPath path, string name) =>
        path.GetFullPath(name) is var full && path.EndsInDirectorySeparator(full) ? full : full + path.DirectorySeparatorChar;

    private static void CheckSplit(SplitDefinition split, List<string> problems)
    {
        if (split.Parts.Count == 0)
            problems.Add("`split` has no parts. Write `split: { train: 80%, validation: 10%, test: 10% }`, or leave it out.");
        foreach (var part in split.Parts)
        {
            if (part.Weight < 1)
                problems.Add($"split `{part.Name}` has the weight {part.Weight}. Write a whole number from 1.");
            if (!IsSplitName(part.Name))
                problems.Add($"split `{part.Name}`: readers know splits by names of letters, digits and `_` only. Write another name, as `train`.");
        }
        foreach (var twice in split.Parts.GroupBy(part => part.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            problems.Add($"split `{twice.Key}` is there twice. Add its weights up.");
    }

    private static bool IsSplitName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
