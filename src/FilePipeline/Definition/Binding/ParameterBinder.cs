using System.Reflection;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>Makes an instance of a stage's parameters of what stands below <c>with</c>.</summary>
internal sealed class ParameterBinder(Values values)
{
    private readonly ParameterValues _forms = new(values);

    /// <param name="with"><c>null</c>: not written, all parameters have their defaults.</param>
    /// <param name="stage">Where to point when a parameter is missing.</param>
    /// <returns><c>null</c>: the stage takes none, or something is wrong and reported.</returns>
    public object? Bind(Field? with, YamlScalar stage, StageDescriptor type, string where)
    {
        if (type.Parameters is null)
        {
            if (with is { IsNull: false } && with.Value is not YamlMapping { Entries.Count: 0 })
                values.Problems.Error(Codes.NoParameters, with.Key.Span, $"`{type.Name}` takes no parameters", "", "remove `with`");
            return null;
        }
        var result = Activator.CreateInstance(type.Parameters)!;
        var properties = ParameterProperty.Of(type.Parameters);
        var given = new HashSet<string>(StringComparer.Ordinal);
        var sound = with is null || with.IsNull || with.Value is YamlMapping;
        foreach (var entry in with is null ? [] : Section.Entries(with, values.Problems))
        {
            var name = entry.Key.Value;
            given.Add(name);
            if (properties.FirstOrDefault(property => property.Name == name) is { } known)
                sound &= Set(result, known, new Field($"`{name}` {where}", entry.Key, entry.Value));
            else
                sound = Unknown(entry.Key, type, properties, where);
        }
        foreach (var missing in properties.Where(property => property.IsRequired && !given.Contains(property.Name)))
        {
            values.Problems.Error(Codes.MissingKey, (with?.Key ?? stage).Span, $"`{type.Name}` {where} needs the parameter `{missing.Name}`", $"`{missing.Name}` is missing",
                $"add `with: {{ {missing.Name}: … }}`" + (missing.Description.Length > 0 ? $": {missing.Description}" : ""));
            sound = false;
        }
        return sound ? result : null;
    }

    private bool Set(object result, ParameterProperty property, Field field)
    {
        object? value = null;
        if (!(field.IsNull && property.IsNullable))
        {
            value = _forms.Read(field, property.Property.PropertyType);
            if (value is null)
                return false;
        }
        if (property.Range is { } range && value is not null && !range.IsValid(value))
        {
            values.OutOfRange(field, $"{range.Minimum}", $"{range.Maximum}");
            return false;
        }
        try
        {
            property.Property.SetValue(result, value);
            return true;
        }
        catch (TargetInvocationException refusal) when (refusal.InnerException is ArgumentException or FormatException)
        {
            // what the stage says may repeat the value, which may come from the environment
            var isOpen = !values.Problems.Source.Slice(field.Span).Contains("${", StringComparison.Ordinal);
            values.Problems.Error(Codes.ParameterRefused, field.Span, $"{field.Name} is refused by the stage", "", isOpen ? refusal.InnerException.Message : null);
            return false;
        }
    }

    private bool Unknown(YamlScalar key, StageDescriptor type, IReadOnlyList<ParameterProperty> properties, string where)
    {
        var names = properties.Select(property => property.Name);
        values.Problems.Error(Codes.UnknownParameter, key.Span, $"`{type.Name}` {where} has no parameter `{key.Value}`", "not known",
            NearestName.Of(key.Value, names) is { } nearest ? $"did you mean `{nearest}`?" : "its parameters are " + string.Join(", ", names));
        return false;
    }
}
