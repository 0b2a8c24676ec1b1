using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FilePipeline.Tests.Definition;

/// <summary>Validates by JSON Schema 2020-12, as far as the schema of <c>pipeline.yaml</c> uses it; another keyword throws.</summary>
internal static class SchemaCheck
{
    /// <returns>Where and why the value does not fit; empty: it does.</returns>
    public static IReadOnlyList<string> Problems(JsonNode? schema, JsonNode? value, string path = "")
    {
        if (schema is JsonValue always)
            return always.GetValue<bool>() ? [] : [$"{path}: nothing may stand here"];
        return [.. schema!.AsObject().SelectMany(keyword => Keyword(schema.AsObject(), keyword.Key, keyword.Value, value, path))];
    }

    private static IEnumerable<string> Keyword(JsonObject schema, string keyword, JsonNode? rule, JsonNode? value, string path)
    {
        var map = value as JsonObject;
        var list = value as JsonArray;
        var text = value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : null;
        double? number = value?.GetValueKind() == JsonValueKind.Number ? value.AsValue().Deserialize<double>() : null;
        return keyword switch
        {
            "$schema" or "title" or "description" or "examples" or "then" => [],
            "type" => Say((rule as JsonArray ?? [rule!.DeepClone()]).Any(type => Is(type!.GetValue<string>(), value))),
            "const" => Say(JsonNode.DeepEquals(rule, value)),
            "enum" => Say(rule!.AsArray().Any(one => JsonNode.DeepEquals(one, value))),
            "pattern" => Say(text is null || Regex.IsMatch(text, rule!.GetValue<string>())),
            "minimum" => Say(number is null || number >= rule!.Deserialize<double>()),
            "maximum" => Say(number is null || number <= rule!.Deserialize<double>()),
            "maxProperties" => Say(map is null || map.Count <= rule!.GetValue<int>()),
            "required" => Say(map is null || rule!.AsArray().All(key => map.ContainsKey(key!.GetValue<string>()))),
            "anyOf" => Say(rule!.AsArray().Any(one => Problems(one, value, path).Count == 0)),
            "allOf" => rule!.AsArray().SelectMany(one => Problems(one, value, path)),
            "if" => Problems(rule, value, path).Count > 0 ? [] : Problems(schema["then"], value, path),
            "items" => list?.SelectMany((item, index) => Problems(rule, item, $"{path}/{index}")) ?? [],
            "propertyNames" => map?.SelectMany(entry => Problems(rule, JsonValue.Create(entry.Key), $"{path}/{entry.Key}")) ?? [],
            "properties" => map?.Where(entry => rule!.AsObject().ContainsKey(entry.Key)).SelectMany(entry => Problems(rule![entry.Key], entry.Value, $"{path}/{entry.Key}")) ?? [],
            "patternProperties" => [],
            "additionalProperties" => map?.Where(entry => schema["properties"]?[entry.Key] is null
                    && schema["patternProperties"]?.AsObject().Any(pattern => Regex.IsMatch(entry.Key, pattern.Key)) is not true)
                .SelectMany(entry => Problems(rule, entry.Value, $"{path}/{entry.Key}")) ?? [],
            _ => throw new NotSupportedException(keyword),
        };

        string[] Say(bool fits) => fits ? [] : [$"{path}: {keyword} {rule?.ToJsonString()}"];
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("null", null or JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(value!.Deserialize<double>()),
        _ => false,
    };
}
