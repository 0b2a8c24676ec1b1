namespace FilePipeline.Definition.Yaml;

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
