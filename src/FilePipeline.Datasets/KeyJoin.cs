namespace FilePipeline.Datasets;

/// <summary>The keys that stand in all of several folders.</summary>
internal static class KeyJoin
{
    /// <param name="folders">Their names and sorted keys.</param>
    /// <returns>Sorted. A key that some folder lacks goes to <paramref name="leftOut"/>, once: under the first folder that lacks it.</returns>
    public static IEnumerable<string> InAll(IReadOnlyList<(string Name, List<string> Keys)> folders, LeftOutLog leftOut)
    {
        var at = new int[folders.Count];
        while (Smallest(folders, at) is { } key)
        {
            string? lacking = null;
            for (var i = 0; i < at.Length; i++)
            {
                if (at[i] < folders[i].Keys.Count && folders[i].Keys[at[i]] == key)
                    at[i]++;
                else
                    lacking ??= folders[i].Name;
            }
            if (lacking is null)
                yield return key;
            else
                leftOut.Add(lacking, "missing", key);
        }
    }

    private static string? Smallest(IReadOnlyList<(string Name, List<string> Keys)> folders, int[] at)
    {
        string? smallest = null;
        for (var i = 0; i < at.Length; i++)
        {
            if (at[i] < folders[i].Keys.Count && (smallest is null || string.CompareOrdinal(folders[i].Keys[at[i]], smallest) < 0))
                smallest = folders[i].Keys[at[i]];
        }
        return smallest;
    }
}
