namespace FilePipeline.Status;

/// <summary>Patterns with <c>*</c> for any text, slashes too, and <c>?</c> for one letter.</summary>
public static class Glob
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // Where a letter does not fit, only the last star can take one more: no pattern takes longer than pattern times text.
        int at = 0, star = -1, resume = 0, i = 0;
        while (i < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = i;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[i]))
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
        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
