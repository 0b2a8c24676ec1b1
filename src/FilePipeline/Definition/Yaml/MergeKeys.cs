using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Definition.Yaml;

/// <summary>
/// The key <c>&lt;&lt;</c>: the entries of another map, or of a list of maps, where the map itself has no such key. Not part
/// of YAML 1.2, but what people who write anchors expect.
/// </summary>
internal static class MergeKeys
{
    public const int MostEntries = 10_000;

    public static IReadOnlyList<YamlEntry> Apply(List<YamlEntry> written, Problems problems)
    {
        var merge = written.Find(entry => entry.Key is { Plain: true, Value: "<<" });
        if (merge is null)
            return written;
        written.Remove(merge);
        var keys = written.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var map in Maps(merge, problems))
        {
            foreach (var entry in map.Entries)
            {
                if (!keys.Add(entry.Key.Value))
                    continue;
                if (written.Count == MostEntries)
                {
                    problems.Error(Codes.BadMerge, merge.Key.Span, $"merged maps have more than {MostEntries} keys");
                    return written;
                }
                written.Add(entry);
            }
        }
        return written;
    }

    private static IEnumerable<YamlMapping> Maps(YamlEntry merge, Problems problems)
    {
        foreach (var node in merge.Value is YamlSequence list ? list.Items : [merge.Value])
        {
            if (node is YamlMapping map)
                yield return map;
            else
                problems.Error(Codes.BadMerge, merge.Key.Span, $"`<<` takes in a map or a list of maps, not {node.Kind}", help: "write `<<: *name`, where `&name` stands before a map");
        }
    }
}
