using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Definition.Yaml;

/// <summary>Finds what an unfinished merge has left in a file.</summary>
internal static class ConflictMarkers
{
    /// <returns>Whether there were any; what a YAML parser would say about them is of no use.</returns>
    public static bool Report(Problems problems)
    {
        var source = problems.Source;
        for (var index = 0; index < source.Lines.Count; index++)
        {
            if (!source.Line(index).StartsWith("<<<<<<< "))
                continue;
            var end = index + 1;
            while (end < source.Lines.Count && !source.Line(end).StartsWith(">>>>>>> "))
                end++;
            if (end == source.Lines.Count)
                continue;
            problems.Error(Codes.MergeConflict, source.Lines[index], "a merge left a conflict in the file", "one side begins here",
                "keep one side, remove the three marker lines", (source.Lines[end], "the other side ends here"));
            return true;
        }
        return false;
    }
}
