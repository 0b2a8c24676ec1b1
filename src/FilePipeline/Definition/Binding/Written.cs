using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>A scalar with the environment put in.</summary>
/// <param name="Node">As it stands in the file: what messages show, since the environment may hold secrets.</param>
internal readonly record struct Written(string Value, YamlScalar Node)
{
    private const int LongestShown = 60;

    /// <summary>May be read as a number or a boolean: without quotes, or from the environment.</summary>
    public bool Plain => Node.Plain || IsFromEnvironment;

    /// <summary>What it holds may be a secret and must not be shown.</summary>
    public bool IsFromEnvironment => Node.Value != Value;

    /// <summary>As it stands in the file, shortened.</summary>
    public string Shown
    {
        get
        {
            var text = Node.Value.Length <= LongestShown ? Node.Value : Node.Value[..LongestShown] + "…";
            return Node.Plain ? text : $"\"{text}\"";
        }
    }

    public string Kind => IsFromEnvironment ? PlainKind.Of(Value) : Node.Kind;
}
