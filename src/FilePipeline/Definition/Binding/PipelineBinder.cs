using System.IO.Abstractions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>From the tree of a file to a definition, saying all that is wrong on the way.</summary>
internal sealed class PipelineBinder(Values values, StageCatalog catalog, IPath paths)
{
    private readonly Problems _problems = values.Problems;
    private readonly NameCheck _names = new(values.Problems);

    /// <param name="root">Absolute path of the folder that holds the file.</param>
    /// <returns>Of use only when no error was found; <c>null</c> when there is not even a map.</returns>
    public PipelineDefinition? Bind(YamlNode document, string root)
    {
        // the map of the top level has no key: point at its first letter
        var start = new YamlScalar(new SourceSpan(document.Span.Start, 1), "", Plain: true);
        var top = Section.Open(new Field("the file", start, document), PipelineWords.Pipeline, "", _problems);
        if (document is not YamlMapping)
            return null;
        var data = paths.TrimEndingDirectorySeparator(paths.GetFullPath(top["data"] is { } folder ? values.Name(folder) ?? "data" : "data", root));
        // of a key that stands twice only the first was read
        var isWhole = !_problems.Has(Codes.DuplicateKey) && !top.IsMisspelled("sources") && !top.IsMisspelled("stages");
        var sources = Sources(top["sources"]);
        var stages = Stages(top["stages"], start, Defaults(top["defaults"]), isWhole);
        var sourceNames = sources.Select(source => source.Name).ToHashSet(StringComparer.Ordinal);
        var folders = new PipelineFolders([.. sourceNames, .. stages.Select(stage => stage.Name)], isWhole, _problems);
        new GraphCheck(stages, sourceNames, folders, _problems).Run();
        return new PipelineDefinition
        {
            Name = top.IsMisspelled("name") ? "" : Name(top["name"], start),
            Description = top["description"] is { } description ? values.Text(description) : null,
            Root = root,
            Data = data,
            Durability = top["durability"] is { } durability ? values.Word<Durability>(durability) ?? default : default,
            ItemSizeLimit = ItemSizeLimit(top["limits"]),
            Sources = sources,
            Stages = [.. stages.Select(stage => stage.Definition).OfType<StageDefinition>()],
            Exports = Exports(top["exports"], folders, root, data),
        };
    }

    private string Name(Field? name, YamlScalar start)
    {
        if (name is not null)
            return values.Name(name) ?? "";
        _problems.Error(Codes.MissingKey, start.Span, "the pipeline has no `name`", "`name` is missing", "begin the file with a line `name: my-pipeline`");
        return "";
    }

    private List<SourceDefinition> Sources(Field? sources)
    {
        var binder = new SourceBinder(values);
        var result = new List<SourceDefinition>();
        foreach (var (key, value) in Entries(sources))
        {
            _names.Folder(key, "source");
            result.Add(binder.Bind(key.Value, new Field($"source `{key.Value}`", key, value)));
        }
        return result;
    }

    private StageDefaults Defaults(Field? defaults)
    {
        return defaults is null ? new StageDefaults()
            : new StageDefaults().OverriddenBy(Section.Open(defaults, PipelineWords.Defaults, "in `defaults`", _problems), "`defaults`", values);
    }

    private List<StageDraft> Stages(Field? stages, YamlScalar start, StageDefaults defaults, bool isWhole)
    {
        var binder = new StageBinder(values, catalog, defaults);
        var result = new List<StageDraft>();
        foreach (var (key, value) in Entries(stages))
        {
            _names.Folder(key, "stage");
            result.Add(binder.Bind(new Field($"stage `{key.Value}`", key, value)));
        }
        if (result.Count == 0 && isWhole && (stages is null || stages.IsNull || stages.Value is YamlMapping))
            _problems.Error(Codes.NoStages, (stages?.Key ?? start).Span, "the pipeline has no stages", "", "add one: `stages: { pages: { from: inbox, uses: html.interleave } }`");
        return result;
    }

    private List<ExportDefinition> Exports(Field? exports, PipelineFolders folders, string root, string data)
    {
        var binder = new ExportBinder(values, folders, paths);
        var result = new List<ExportDefinition>();
        foreach (var (key, value) in Entries(exports))
        {
            if (_names.Form(key, "export") && binder.Bind(new Field($"export `{key.Value}`", key, value), root, data) is { } export)
                result.Add(export);
        }
        return result;
    }

    private long ItemSizeLimit(Field? limits)
    {
        var standard = new PipelineDefinition { Name = "", Root = "", Data = "" }.ItemSizeLimit;
        return limits is not null && Section.Open(limits, PipelineWords.Limit, "in `limits`", _problems)["item_size"] is { } size
            ? values.Size(size, 1, Limits.ItemSize) ?? standard
            : standard;
    }

    private IReadOnlyList<YamlEntry> Entries(Field? field) => field is null ? [] : Section.Entries(field, _problems);
}
