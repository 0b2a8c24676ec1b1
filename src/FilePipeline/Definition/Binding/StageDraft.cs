using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>A stage as far as it could be read, for the checks that look at the whole graph.</summary>
/// <param name="From">Where <paramref name="FromName"/> stands; both <c>null</c> where it could not be read.</param>
/// <param name="Definition"><c>null</c>: parts of it are wrong.</param>
internal sealed record StageDraft(YamlScalar Key, bool Enabled, Field? From, string? FromName, StageDefinition? Definition)
{
    public string Name => Key.Value;
}
