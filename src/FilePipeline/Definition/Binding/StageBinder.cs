using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>One entry of <c>stages</c>.</summary>
internal sealed class StageBinder(Values values, StageCatalog catalog, StageDefaults defaults)
{
    private readonly Problems _problems = values.Problems;
    private readonly ParameterBinder _parameters = new(values);

    public StageDraft Bind(Field field)
    {
        var name = field.Key.Value;
        var owner = $"stage `{name}`";
        var where = "in " + owner;
        var section = Section.Open(field, PipelineWords.Stage, where, _problems);
        var from = section["from"];
        var fromName = from is null ? Missing(section, field, "from", "the folder it reads, as `from: inbox`") : Folder(from);
        var uses = section["uses"];
        var type = uses is null ? MissingType(section, field) : Type(uses);
        var with = type is null ? null : _parameters.Bind(section["with"], field.Key, type, where);
        var settings = defaults.OverriddenBy(section, owner, values);
        var enabled = section["enabled"] is not { } isEnabled || values.Boolean(isEnabled) is not false;
        var definition = fromName is null || type is null || (with is null && type.Parameters is not null) ? null : new StageDefinition
        {
            Name = name,
            Description = section["description"] is { } description ? values.Text(description) : null,
            From = fromName,
            Uses = type,
            With = with,
            WithDigest = ParameterDigest.Of(with),
            Version = section["version"] is { } version ? values.Integer(version, 1, int.MaxValue) ?? 1 : 1,
            Concurrency = settings.Concurrency,
            Timeout = settings.Timeout,
            Retry = settings.Retry,
            Enabled = enabled,
        };
        return new StageDraft(field.Key, enabled, from, fromName, definition);
    }

    private string? Missing(Section section, Field stage, string key, string what)
    {
        if (!section.IsMisspelled(key) && !stage.IsBroken && (stage.IsNull || stage.Value is YamlMapping))
            _problems.Error(Codes.MissingKey, stage.Key.Span, $"stage `{stage.Key.Value}` has no `{key}`", $"`{key}` is missing", $"add {what}");
        return null;
    }

    private StageDescriptor? MissingType(Section section, Field stage)
    {
        Missing(section, stage, "uses", "the kind of stage, as `uses: " + (catalog.Stages.FirstOrDefault()?.Name ?? "text.statistics") + "`");
        return null;
    }

    private string? Folder(Field field)
    {
        if (field.Value is YamlScalar)
            return values.Name(field);
        _problems.Error(Codes.NotInThisVersion, field.Span, $"{field.Name} as {field.Value.Kind} is not in this version", "", "name one folder: `from: inbox`");
        return null;
    }

    private StageDescriptor? Type(Field uses)
    {
        if (values.Name(uses) is not { } name)
            return null;
        if (catalog.TryGet(name, out var type))
            return type;
        var known = catalog.Stages.Select(stage => stage.Name);
        _problems.Error(Codes.UnknownStageType, uses.Span, $"there is no kind of stage `{((YamlScalar)uses.Value).Value}`", "not known",
            NearestName.Of(name, known) is { } nearest ? $"did you mean `{nearest}`?" : "there are " + string.Join(", ", known));
        return null;
    }
}
