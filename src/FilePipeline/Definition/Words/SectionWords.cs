namespace FilePipeline.Definition.Words;

/// <summary>The keys of one kind of map. The binder refuses others, the editor's schema offers these: one list for both.</summary>
internal sealed record SectionWords(params IReadOnlyList<KeyWord> Keys)
{
    /// <summary>Keys that the language has and this version does not.</summary>
    public IReadOnlyList<string> Later { get; init; } = [];

    /// <summary>What people write who come from other tools, and the key that does it here.</summary>
    public IReadOnlyDictionary<string, string> Synonyms { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys that begin with <c>x-</c> are the user's own.</summary>
    public bool AllowsOwn { get; init; }

    public bool Has(string key) => Keys.Any(word => word.Name == key) || (AllowsOwn && key.StartsWith("x-", StringComparison.Ordinal));
}
