using System.Globalization;
using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>What an export requires of its folders before it is made.</summary>
internal static class Requirement
{
    /// <returns>What is missing, a sentence for each folder; empty: all is met.</returns>
    public static IReadOnlyList<string> Lacks(ExportDefinition export, IReadOnlyList<NotCompleted> notCompleted)
    {
        if (export.FailedBelow is not { } limit)
            return [];
        var lacks = new List<string>();
        foreach (var folder in notCompleted.Where(lack => lack.State is "failed" or "dead" && lack.Of > 0).GroupBy(lack => lack.Folder, StringComparer.Ordinal))
        {
            var lost = folder.Sum(lack => lack.Count);
            var of = folder.First().Of;
            if (lost >= limit * of)
                lacks.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{lost:N0} of {of:N0} items of `{folder.Key}` ({100.0 * lost / of:0.##}%) are failed or dead; less than {100 * limit:0.##}% is required."));
        }
        return lacks;
    }
}
