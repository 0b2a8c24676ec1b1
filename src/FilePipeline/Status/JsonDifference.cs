using System.Text.Json;

namespace FilePipeline.Status;

/// <summary>
/// What changed between two JSON documents, by structure: order of keys and layout are no difference. In lists, what is the same at
/// both ends is set aside; of the rest, lists that kept their length are compared element by element, others are removed and added.
/// </summary>
public static class JsonDifference
{
    /// <summary>In the order of the first document; what was added to an object comes last.</summary>
    public static IReadOnlyList<JsonChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<JsonChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<JsonChange> changes)
    {
        if (JsonElement.DeepEquals(before, after))
            return;
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareObjects(path, before, after, changes);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
            CompareLists(path, [.. before.EnumerateArray()], [.. after.EnumerateArray()], changes);
        else
            changes.Add(new(JsonChangeKind.Changed, path, before, after));
    }

    private static void CompareObjects(string path, JsonElement before, JsonElement after, List<JsonChange> changes)
    {
        foreach (var member in before.EnumerateObject())
        {
            var name = Below(path, member.Name);
            if (after.TryGetProperty(member.Name, out var now))
                Compare(name, member.Value, now, changes);
            else
                changes.Add(new(JsonChangeKind.Removed, name, member.Value, default));
        }
        foreach (var member in after.EnumerateObject())
        {
            if (!before.TryGetProperty(member.Name, out _))
                changes.Add(new(JsonChangeKind.Added, Below(path, member.Name), default, member.Value));
        }
    }

    private static void CompareLists(string path, JsonElement[] before, JsonElement[] after, List<JsonChange> changes)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var (first, last) = (0, 0);
        while (first < shorter && JsonElement.DeepEquals(before[first], after[first]))
            first++;
        while (last < shorter - first && JsonElement.DeepEquals(before[^(last + 1)], after[^(last + 1)]))
            last++;
        if (before.Length == after.Length)
        {
            for (var i = first; i < before.Length - last; i++)
                Compare($"{path}[{i}]", before[i], after[i], changes);
            return;
        }
        for (var i = first; i < before.Length - last; i++)
            changes.Add(new(JsonChangeKind.Removed, $"{path}[{i}]", before[i], default));
        for (var i = first; i < after.Length - last; i++)
            changes.Add(new(JsonChangeKind.Added, $"{path}[{i}]", default, after[i]));
    }

    private static string Below(string path, string name)
    {
        var step = name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-')
            ? name
            : $"[{JsonSerializer.Serialize(name, Item.Json)}]";
        return path.Length == 0 || step[0] == '[' ? path + step : $"{path}.{step}";
    }
}
