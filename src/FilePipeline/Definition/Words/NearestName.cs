namespace FilePipeline.Definition.Words;

/// <summary>What somebody probably meant to write.</summary>
internal static class NearestName
{
    /// <returns><c>null</c>: nothing is near. Near is at most a third of the letters, rounded up, wrong, missing, too many or swapped.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > 100)
            return null;
        string? nearest = null;
        var least = (name.Length + 2) / 3 + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>Restricted Damerau-Levenshtein distance.</summary>
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var above = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            above[column] = column;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above, row) = (above, row, before);
        }
        return above[right.Length];
    }
}
