using System.Globalization;
using System.Text.Json.Nodes;
using FilePipeline.Definition.Binding;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition.Schema;

/// <summary>The schema of <c>with</c> for one kind of stage.</summary>
internal static class ParameterSchema
{
    public static JsonObject Then(Type parameters)
    {
        var properties = ParameterProperty.Of(parameters);
        var defaults = Activator.CreateInstance(parameters)!;
        var with = Shapes.Section(new SectionWords([.. properties.Select(property =>
            new KeyWord(property.Name, Meaning(property, defaults), () => Shape(property), property.IsRequired))]));
        var then = new JsonObject { ["properties"] = new JsonObject { ["with"] = with } };
        if (properties.Any(property => property.IsRequired))
            then["required"] = new JsonArray("with");
        return then;
    }

    private static string Meaning(ParameterProperty property, object defaults)
    {
        var standard = property.IsRequired ? null : StageParameter.DefaultOf(property, defaults);
        return standard is null ? property.Description : $"{property.Description} Default: {standard}.".TrimStart();
    }

    private static JsonObject Shape(ParameterProperty property)
    {
        var (min, max) = property.Range is { } range ? (Number(range.Minimum), Number(range.Maximum)) : (null, null);
        var shape = Shape(property.Property.PropertyType, min, max);
        return property.IsNullable ? Shapes.AnyOf(shape, new() { ["type"] = "null" }) : shape;
    }

    private static double? Number(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private static JsonObject Shape(Type type, double? min = null, double? max = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(bool) => Shapes.Boolean(),
            _ when type == typeof(int) => Shapes.Integer((long?)min, (long?)max),
            _ when type == typeof(long) => Shapes.AnyOf(Shapes.Integer((long?)min, (long?)max), Shapes.Sizes()),
            _ when type == typeof(double) => Shapes.AnyOf(Shapes.Number(min, max), Shapes.Pattern(Shapes.Fraction, "20%")),
            _ when type == typeof(TimeSpan) => Shapes.Durations(),
            _ when type.IsEnum => Shapes.Words(type),
            _ when ParameterType.ItemOfList(type) is { } item => Shapes.List(Shape(item)),
            _ when ParameterType.ValueOfMap(type) is { } value => Shapes.Map(Shape(value)),
            _ => Shapes.Text(),
        };
    }
}
