namespace FilePipeline.Datasets;

/// <summary>The keys that stand in all of several folders.</summary>
internal static class KeyJoin
{
    /// <param name="folders">Their names and keys, sorted, each once.</param>
    /// <returns>Sorted. A key that some folder lacks goes to <paramref name="leftOut"/>, once: under the first folder that lacks it.</returns>
    public static IEnumerable<string> InAll(IReadOnlyList<(string Name, IEnumerable<string> Keys)> folders, LeftOutLog leftOut)
    {
        var heads = folders.Select(folder => folder.Keys.GetEnumerator()).ToList();
        try
        {
            var more = heads.Select(head => head.MoveNext()).ToArray();
            while (Smallest(heads, more) is { } key)
            {
                string? lacking = null;
                for (var i = 0; i < more.Length; i++)
                {
                    if (more[i] && heads[i].Current == key)
                        more[i] = heads[i].MoveNext();
                    else
                        lacking ??= folders[i].Name;
                }
                if (lacking is null)
                    yield return key;
                else
                    leftOut.Add(lacking, "missing", key);
            }
        }
        finally
        {
            heads.ForEach(head => head.Dispose());
        }
    }

    private static string? Smallest(List<IEnumerator<string>> heads, bool[] more)
    {
        string? smallest = null;
        for (var i = 0; i < more.Length; i++)
        {
            if (more[i] && (smallest is null || string.CompareOrdinal(heads[i].Current, smallest) < 0))
                smallest = heads[i].Current;
        }
        return smallest;
    }
}
