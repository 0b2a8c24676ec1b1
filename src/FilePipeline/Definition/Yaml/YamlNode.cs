namespace FilePipeline.Definition.Yaml;

/// <summary>A node of a YAML document and where it stands. An alias is the node it stands for, so one node may hang in many
/// places; the graph has no cycles.</summary>
internal abstract record YamlNode(SourceSpan Span)
{
    /// <summary>Ends "must be a number, not …".</summary>
    public abstract string Kind { get; }
}
