using System.Text.RegularExpressions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>Names of sources, stages and exports: they become folders, words of the command line and parts of globs.</summary>
internal sealed partial class NameCheck(Problems problems)
{
    private readonly Dictionary<string, YamlScalar> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="what"><c>source</c> or <c>stage</c>.</param>
    public void Folder(YamlScalar key, string what)
    {
        Form(key, what);
        if (_folders.TryAdd(key.Value, key))
            return;
        var first = _folders[key.Value];
        if (first.Value == key.Value)
            problems.Error(Codes.StageNamedAsSource, key.Span, $"`{key.Value}` is a source and a stage", "a stage owns the folder of its name", "rename one of them", (first.Span, "the source"));
        else
            problems.Error(Codes.NamesDifferByCase, key.Span, $"`{first.Value}` and `{key.Value}` differ only by case", "one folder on many disks", "rename one of them", (first.Span, "the other"));
    }

    /// <returns><c>false</c>: it is no name, and reported.</returns>
    public bool Form(YamlScalar key, string what)
    {
        if (Name().IsMatch(key.Value))
            return true;
        problems.Error(Codes.BadName, key.Span, $"`{key.Value}` cannot be the name of {(what[0] == 'e' ? "an" : "a")} {what}", "", "use letters, digits, `_` and `-`, at most 100; it becomes the name of a folder");
        return false;
    }

    [GeneratedRegex(Shapes.Name + Shapes.WholeText, RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
