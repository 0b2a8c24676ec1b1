using FilePipeline.Definition.Diagnostics;
using YamlDotNet.Core.Events;

namespace FilePipeline.Definition.Yaml;

/// <summary>A list or a map whose end has not been read yet.</summary>
internal sealed class OpenCollection(NodeEvent start, SourceSpan at)
{
    private readonly Dictionary<string, YamlScalar> _keys = new(StringComparer.Ordinal);
    private YamlNode? _key;

    public NodeEvent Start => start;

    public SourceSpan At => at;

    public bool IsMapping => start is MappingStart;

    /// <summary>Written with brackets.</summary>
    public bool IsFlow => start is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };

    public List<YamlNode> Items { get; } = [];

    public List<YamlEntry> Entries { get; } = [];

    /// <summary>The next node: an item, a key, or the value of the last key.</summary>
    public void Add(YamlNode node, Problems problems)
    {
        if (!IsMapping)
            Items.Add(node);
        else if (_key is null)
            _key = node;
        else
        {
            AddEntry(_key, node, problems);
            _key = null;
        }
    }

    private void AddEntry(YamlNode key, YamlNode value, Problems problems)
    {
        if (key is not YamlScalar { Value: var name } scalar)
            problems.Error(Codes.KeyNotText, key.Span, $"a key must be text, not {key.Kind}", help: "a text that begins with `[`, `{` or `?` needs quotes");
        else if (!_keys.TryAdd(name, scalar))
            problems.Error(Codes.DuplicateKey, scalar.Span, $"the key `{name}` stands here twice", "and again here", "keep one of the two", (_keys[name].Span, "first here"));
        else
            Entries.Add(new YamlEntry(scalar, value));
    }
}
