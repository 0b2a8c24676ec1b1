using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>A value and what to call it in a message.</summary>
/// <param name="Name">As a part of a sentence: <c>`timeout` in stage `pages`</c>.</param>
/// <param name="Key">Where to point when there is no value.</param>
internal sealed record Field(string Name, YamlScalar Key, YamlNode Value)
{
    /// <summary>The value's place, the key's where the value is nothing.</summary>
    public SourceSpan Span => Value.Span.Length > 0 ? Value.Span : Key.Span;

    /// <summary>The value is missing on purpose or by mistake.</summary>
    public bool IsNull => Value is YamlScalar { IsNull: true, IsBroken: false };

    public bool IsBroken => Value is YamlScalar { IsBroken: true };
}
