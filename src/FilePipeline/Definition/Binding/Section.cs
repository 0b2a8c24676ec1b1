using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>A map whose keys are given words. Keys that it does not know are reported when it is opened.</summary>
internal sealed class Section
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelled = new(StringComparer.Ordinal);
    private readonly string _where;

    private Section(string where) => _where = where;

    /// <param name="where">As the end of a sentence: <c>in stage `pages`</c>.</param>
    /// <returns>An empty section where the value is nothing or no map.</returns>
    public static Section Open(Field field, SectionWords words, string where, Problems problems)
    {
        var section = new Section(where);
        foreach (var entry in Entries(field, problems))
        {
            if (words.Has(entry.Key.Value))
                section._entries.Add(entry.Key.Value, entry);
            else
                section.Refuse(entry.Key, words, problems);
        }
        return section;
    }

    /// <summary>The entries of a map with keys of the user's choice. Nothing at all is an empty map.</summary>
    public static IReadOnlyList<YamlEntry> Entries(Field field, Problems problems)
    {
        if (field.Value is YamlMapping map)
            return map.Entries;
        if (!field.IsNull && !field.IsBroken)
            problems.Error(Codes.WrongType, field.Span, $"{field.Name} must be a map, not {field.Value.Kind}", "", "write `key: value` lines below it, or { key: value } on one line");
        return [];
    }

    public Field? this[string key] =>
        _entries.TryGetValue(key, out var entry) ? new Field($"`{key}` {_where}".TrimEnd(), entry.Key, entry.Value) : null;

    /// <summary>An unknown key was reported that may have been meant to be this one: what follows from its absence is not worth saying.</summary>
    public bool IsMisspelled(string key) => _misspelled.Contains(key);

    private void Refuse(YamlScalar key, SectionWords words, Problems problems)
    {
        var name = key.Value;
        if (words.Later.Contains(name))
        {
            problems.Error(Codes.NotInThisVersion, key.Span, $"`{name}` is not in this version", "planned", words.AllowsOwn ? $"remove it, or keep it for later as `x-{name}`" : "remove it");
            return;
        }
        var meant = words.Synonyms.GetValueOrDefault(name) ?? NearestName.Of(name, words.Keys.Select(word => word.Name));
        if (meant is not null)
            _misspelled.Add(meant);
        var help = meant is null
            ? "the keys here are " + string.Join(", ", words.Keys.Select(word => word.Name))
            : $"did you mean `{meant}`?";
        problems.Error(Codes.UnknownKey, key.Span, $"unknown key `{name}` {(_where.Length > 0 ? _where : "at the top level")}", "there is no such key here", help);
    }
}
