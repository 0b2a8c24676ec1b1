using FilePipeline.Definition;
using FilePipeline.Status;

namespace FilePipeline.Datasets;

/// <summary>Which top-level fields of a folder's items become columns: exact names and globs with <c>*</c> and <c>?</c>; none at all means every field.</summary>
internal sealed class ColumnGlobs(ExportInput input)
{
    public bool Matches(ReadOnlySpan<char> field)
    {
        if (input.Columns.Count == 0)
            return true;
        foreach (var glob in input.Columns)
        {
            if (Glob.Matches(glob, field))
                return true;
        }
        return false;
    }
}
