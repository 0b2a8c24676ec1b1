using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>A scalar with the environment put in.</summary>
/// <param name="Node">As it stands in the file: what messages show, since the environment may hold secrets.</param>
internal readonly record struct Written(string Value, YamlScalar Node)
{
    private const int LongestShown = 60;

    /// <summary>May be read as a number or a boolean: without quotes, or from the environment.</summary>
    public bool Plain => Node.Plain || Node.Value != Value;

    public string Shown => Node.Value.Length <= LongestShown ? Node.Value : Node.Value[..LongestShown] + "…";

    public string Kind => Node.Value == Value ? Node.Kind : PlainKind.Of(Value);
}
