using System.Text.Json;
using System.Text.Json.Nodes;

namespace FilePipeline.Definition.Words;

/// <summary>JSON Schemas (2020-12) of values. What is no text may also come from the environment: <c>${NAME}</c>.</summary>
internal static class Shapes
{
    public const string Name = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$";
    public const string Interpolated = "\\$\\{";
    public const string Duration = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$";
    public const string Size = "^[0-9]+(\\.[0-9]+)?(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$";
    public const string Percent = "^[0-9]+%$";
    public const string Fraction = "^[-+]?[0-9]*(\\.[0-9]+)?%$";
    public const string ColumnType = "^(boolean|int32|int64|float32|double|text|date|timestamp|json|binary|decimal\\([1-9][0-9]?, ?[0-9]{1,2}\\))$";
    public const string Share = "^[0-9]+(\\.[0-9]+)?%$";
    public const string Accept = "^\\*\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$";
    public const string ErrorCode = "^[a-z][a-z0-9_]*$";

    /// <summary>Added to a pattern that ends in <c>$</c>, which in .NET, unlike in JSON Schema, matches before a final line break too.</summary>
    public const string WholeText = "(?!\n)";

    /// <summary>Any scalar: what looks like a number is taken as it is written.</summary>
    public static JsonObject Text() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    public static JsonObject Pattern(string pattern, params string[] examples)
    {
        var shape = new JsonObject { ["type"] = "string", ["pattern"] = $"{pattern}|{Interpolated}" };
        if (examples.Length > 0)
            shape["examples"] = new JsonArray([.. examples.Select(example => (JsonNode)example)]);
        return shape;
    }

    public static JsonObject Boolean() => OrInterpolated(new() { ["type"] = "boolean" });

    public static JsonObject Integer(long? min = null, long? max = null) => OrInterpolated(Within(new() { ["type"] = "integer" }, min, max));

    public static JsonObject Number(double? min = null, double? max = null) => OrInterpolated(Within(new() { ["type"] = "number" }, min, max));

    public static JsonObject Durations() => Pattern(Duration, "500ms", "30s", "10m", "1h30m");

    public static JsonObject Sizes() => Pattern(Size, "64MB", "1GiB");

    public static JsonObject Words(Type enumeration) =>
        OrInterpolated(new() { ["enum"] = new JsonArray([.. Enum.GetNames(enumeration).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))]) });

    public static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    /// <param name="others">Keys that have a shape of their own.</param>
    public static JsonObject Map(JsonObject value, params (string Key, JsonObject Shape)[] others) => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["properties"] = new JsonObject(others.Select(other => KeyValuePair.Create(other.Key, (JsonNode?)other.Shape))),
        ["additionalProperties"] = value,
    };

    /// <summary>Keys are names of folders or files.</summary>
    public static JsonObject NamedMap(JsonObject value)
    {
        var map = Map(value);
        map["propertyNames"] = new JsonObject { ["pattern"] = Name };
        return map;
    }

    public static JsonObject AnyOf(params JsonObject[] shapes) => new() { ["anyOf"] = new JsonArray([.. shapes]) };

    public static JsonObject Section(SectionWords words)
    {
        var properties = new JsonObject();
        foreach (var key in words.Keys)
        {
            var shape = key.Shape();
            shape["description"] = key.Meaning;
            properties[key.Name] = shape;
        }
        // `inbox:` with nothing behind it is an empty section
        var section = new JsonObject { ["type"] = new JsonArray("object", "null"), ["properties"] = properties, ["additionalProperties"] = false };
        if (words.AllowsOwn)
            section["patternProperties"] = new JsonObject { ["^x-"] = true };
        if (words.Keys.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray() is { Length: > 0 } required)
            section["required"] = new JsonArray(required);
        return section;
    }

    private static JsonObject OrInterpolated(JsonObject shape) =>
        AnyOf(shape, new() { ["type"] = "string", ["pattern"] = Interpolated });

    private static JsonObject Within<T>(JsonObject shape, T? min, T? max) where T : struct
    {
        if (min is { } least)
            shape["minimum"] = JsonValue.Create(least);
        if (max is { } most)
            shape["maximum"] = JsonValue.Create(most);
        return shape;
    }
}
