using FilePipeline.Definition.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FilePipeline.Definition.Yaml;

/// <summary>The anchors (<c>&amp;x</c>) of a document so far, and what aliases (<c>*x</c>) stand for.</summary>
internal sealed class YamlAnchors(Problems problems)
{
    private readonly Dictionary<string, YamlNode?> _nodes = new(StringComparer.Ordinal);
    private int _aliases;

    /// <summary>A collection begins; until it ends its anchor stands for nothing.</summary>
    public void Begin(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
            _nodes[anchor.Value] = null;
    }

    public YamlNode Define(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
            _nodes[anchor.Value] = node;
        return node;
    }

    /// <returns><c>null</c>: there were too many. An alias that stands for nothing is reported and becomes a broken scalar.</returns>
    public YamlNode? Resolve(AnchorAlias alias, SourceSpan at)
    {
        var name = alias.Value.Value;
        if (++_aliases > YamlReader.MostAliases)
        {
            problems.Error(Codes.TooManyAliases, at, $"the file holds more than {YamlReader.MostAliases} aliases", "this is one too many");
            return null;
        }
        if (_nodes.TryGetValue(name, out var node) && node is not null)
            return node;
        if (_nodes.ContainsKey(name))
            problems.Error(Codes.UnknownAlias, at, $"the alias `*{name}` stands inside what it names", "this would never end");
        else
            problems.Error(Codes.UnknownAlias, at, $"there is no anchor `&{name}` above this alias", "an unquoted `*` begins an alias", $"if it is meant as text, put it in quotes: \"*{name}\"");
        return new YamlScalar(at, "", Plain: true) { IsBroken = true };
    }
}
