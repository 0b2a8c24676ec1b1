using System.Globalization;
using System.Text.Json.Nodes;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Tests.Definition;

/// <summary>What other programs see in a YAML document: JSON by the core schema of YAML 1.2.</summary>
internal static class YamlJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMapping map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, Of(entry.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { Plain: true } scalar => Plain(scalar.Value),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => throw new ArgumentException(node.ToString()),
    };

    private static JsonValue? Plain(string value) => PlainKind.Of(value) switch
    {
        "empty" => null,
        "true or false" => JsonValue.Create(value is "true" or "True" or "TRUE"),
        "a whole number" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        "a decimal number" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(value),
    };
}
