using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>The names that <c>from</c> may say: sources and stages.</summary>
/// <param name="isWhole"><c>false</c>: some could not be read and were reported, so that a name which is not here may be one of them.</param>
internal sealed class PipelineFolders(IReadOnlyCollection<string> names, bool isWhole, Problems problems)
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <returns><c>false</c>: there is no such folder, and it is reported.</returns>
    public bool Check(string name, Field from)
    {
        if (_names.Contains(name))
            return true;
        if (!isWhole)
            return false;
        var written = ((YamlScalar)from.Value).Value;
        // a name from the environment is not repeated
        var help = written != name ? null
            : NearestName.Of(name, _names) is { } nearest ? $"did you mean `{nearest}`?"
            : $"declare it as a source: `sources: {{ {name}: {{}} }}`" + (_names.Count is > 0 and <= 20 ? $"; there are {string.Join(", ", _names)}" : "");
        problems.Error(Codes.UnknownFolder, from.Span, $"{from.Name} names `{written}`, which is neither a source nor a stage", "not known", help);
        return false;
    }
}
