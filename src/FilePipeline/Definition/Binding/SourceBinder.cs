using System.Text.RegularExpressions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition.Binding;

/// <summary>One entry of <c>sources</c>.</summary>
internal sealed partial class SourceBinder(Values values)
{
    public SourceDefinition Bind(string name, Field field)
    {
        var section = Section.Open(field, PipelineWords.Source, $"in source `{name}`", values.Problems);
        var source = new SourceDefinition { Name = name };
        if (section["accept"] is { } accept)
            source = source with { Extensions = Extensions(accept) };
        if (section["settle"] is { } settle && values.Duration(settle, TimeSpan.Zero, Limits.Settle) is { } pause)
            source = source with { Settle = pause };
        return source;
    }

    private List<string> Extensions(Field accept)
    {
        const string expected = "a list of globs, as [\"*.json\"]";
        if (accept.Value is Yaml.YamlSequence { Items.Count: 0 })
            values.WrongType(accept, expected, "an empty list");
        var extensions = new List<string>();
        foreach (var item in values.Items(accept, expected))
        {
            const string form = "of the form `*.ext`";
            if (values.Scalar(item, form) is not { Value: var glob } written)
                continue;
            if (!Glob().IsMatch(glob))
                values.BadForm(Codes.AcceptForm, item, form, written, Instead(glob));
            else if (!extensions.Contains(glob[1..]))
                extensions.Add(glob[1..]);
        }
        return extensions;
    }

    private static string Instead(string glob)
    {
        var bare = glob.TrimStart('*', '.', '/');
        return Glob().IsMatch("*." + bare)
            ? $"write \"*.{bare}\"; sub-folders are always included"
            : "name the extensions one by one: [\"*.json\", \"*.html\"]; sub-folders are always included";
    }

    [GeneratedRegex(Shapes.Accept + Shapes.WholeText, RegexOptions.CultureInvariant)]
    private static partial Regex Glob();
}
