using System.Text.Json;
using FilePipeline.Definition.Binding;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition;

/// <summary>What may be written below <c>with</c> of a stage, in words.</summary>
/// <param name="Kind">What a value must be: <c>whole number</c>, <c>duration</c>, <c>drop | keep</c>.</param>
/// <param name="Default">As it would be written; <c>null</c>: it has none and must be given, or nothing is its default.</param>
public sealed record StageParameter(string Name, string Kind, string? Default, bool IsRequired, string Description)
{
    /// <summary>In the order of declaration.</summary>
    public static IReadOnlyList<StageParameter> Of(StageDescriptor stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Parameters is not { } parameters)
            return [];
        var defaults = Activator.CreateInstance(parameters)!;
        return [.. ParameterProperty.Of(parameters).Select(property => new StageParameter(property.Name, KindOf(property.Property.PropertyType),
            property.IsRequired ? null : DefaultOf(property, defaults), property.IsRequired, property.Description))];
    }

    /// <returns><c>null</c>: nothing, or the empty text.</returns>
    internal static string? DefaultOf(ParameterProperty property, object defaults) => property.Property.GetValue(defaults) switch
    {
        null or "" => null,
        TimeSpan duration => DurationText.Format(duration),
        { } value => JsonSerializer.Serialize(value, value.GetType(), Item.Json).Trim('"'),
    };

    private static string KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(bool) => "true | false",
            _ when type == typeof(int) => "whole number",
            _ when type == typeof(long) => "whole number or size",
            _ when type == typeof(double) => "number",
            _ when type == typeof(TimeSpan) => "duration",
            { IsEnum: true } => string.Join(" | ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)),
            _ when ParameterType.ItemOfList(type) is { } item => $"list of {KindOf(item)}",
            _ when ParameterType.ValueOfMap(type) is { } value => $"map of {KindOf(value)}",
            _ => "text",
        };
    }
}
