namespace FilePipeline.Definition.Yaml;

/// <summary>Keys are different from each other.</summary>
internal sealed record YamlMapping(SourceSpan Span, IReadOnlyList<YamlEntry> Entries) : YamlNode(Span)
{
    public override string Kind => "a map";
}
