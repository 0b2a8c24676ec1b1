namespace FilePipeline.Definition.Yaml;

/// <param name="Plain">Written without quotes, so that it may be a number, a boolean or nothing.</param>
internal sealed record YamlScalar(SourceSpan Span, string Value, bool Plain) : YamlNode(Span)
{
    /// <summary>What stood here has been reported; say nothing more of it.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Nothing at all, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => Plain ? PlainKind.Of(Value) : "text in quotes";
}
