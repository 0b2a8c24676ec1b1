using FilePipeline.Definition;

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
            if (Matches(glob, field))
                return true;
        }
        return false;
    }

    // on a mismatch only the last star can take one character more: linear but for the repeats of one star's tail
    private static bool Matches(ReadOnlySpan<char> glob, ReadOnlySpan<char> text)
    {
        int at = 0, star = -1, resume = 0, i = 0;
        while (i < text.Length)
        {
            if (at < glob.Length && glob[at] == '*')
            {
                star = at++;
                resume = i;
            }
            else if (at < glob.Length && (glob[at] == '?' || glob[at] == text[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }
        return glob[at..].IndexOfAnyExcept('*') < 0;
    }
}
