using System.Reflection;
using FilePipeline.Definition.Binding;

namespace FilePipeline.Definition;

/// <summary>A stage that can be named by <c>uses:</c>, as its <see cref="StageAttribute"/> says.</summary>
public sealed record StageDescriptor(string Name, int Version, Type Type, Type? Parameters, string Description)
{
    /// <summary>What ledgers remember of the code: <c>html.interleave@1</c>.</summary>
    public string Code => $"{Name}@{Version}";

    /// <exception cref="ArgumentException">The type is no stage, bears no <see cref="StageAttribute"/>, or has parameters that YAML cannot fill.</exception>
    public static StageDescriptor Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var attribute = type.GetCustomAttribute<StageAttribute>()
            ?? throw new ArgumentException($"{type.Name} bears no [Stage(\"name\")]", nameof(type));
        if (!type.IsAssignableTo(typeof(IStage)))
            throw new ArgumentException($"{type.Name} does not implement IStage", nameof(type));
        if (attribute.Parameters is { } parameters)
            ParameterProperty.Check(parameters);
        return new(attribute.Name, attribute.Version, type, attribute.Parameters, attribute.Description);
    }
}
