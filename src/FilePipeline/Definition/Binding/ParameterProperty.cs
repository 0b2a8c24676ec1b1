using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FilePipeline.Definition.Binding;

/// <summary>A property of a stage's parameters: what may be written below <c>with</c>.</summary>
/// <param name="Name">In snake_case.</param>
/// <param name="Property">Can be set.</param>
/// <param name="IsNullable">May be nothing.</param>
internal sealed record ParameterProperty(string Name, PropertyInfo Property, bool IsNullable)
{
    public bool IsRequired { get; } = Property.IsDefined(typeof(RequiredMemberAttribute)) || Property.IsDefined(typeof(RequiredAttribute));

    public RangeAttribute? Range { get; } = Property.GetCustomAttribute<RangeAttribute>();

    public string Description { get; } = Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    /// <exception cref="ArgumentException">No instance can be made of the type, or a property is of a type that no value can have.</exception>
    public static void Check(Type parameters)
    {
        if (parameters.GetConstructor(Type.EmptyTypes) is null)
            throw new ArgumentException($"{parameters} needs a public constructor without parameters: a record with `init` properties", nameof(parameters));
        if (Of(parameters).FirstOrDefault(property => !ParameterType.IsKnown(property.Property.PropertyType)) is { } strange)
            throw new ArgumentException($"{parameters}.{strange.Property.Name} cannot be given in YAML: its type is {strange.Property.PropertyType}", nameof(parameters));
    }

    /// <summary>In the order of declaration.</summary>
    public static IReadOnlyList<ParameterProperty> Of(Type parameters)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. parameters.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .Select(property => new ParameterProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property,
                    nullability.Create(property).WriteState == NullabilityState.Nullable)),
        ];
    }
}
