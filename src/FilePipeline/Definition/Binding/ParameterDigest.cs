using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FilePipeline.Definition.Binding;

/// <summary>
/// What a stage's fingerprint holds of its parameters. Those that equal their defaults are left out, so that a new parameter
/// with a default makes no result stale. Canonical JSON: compact UTF-8, keys sorted ordinally at every level.
/// </summary>
internal static class ParameterDigest
{
    /// <param name="parameters"><c>null</c>: the stage takes none, which is the same as all defaults.</param>
    /// <returns>First 16 hex digits of SHA-256.</returns>
    public static string Of(object? parameters) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json(parameters))))[..16];

    public static string Json(object? parameters)
    {
        var written = new JsonObject();
        if (parameters is not null)
        {
            var defaults = Activator.CreateInstance(parameters.GetType())!;
            foreach (var (name, property, _) in ParameterProperty.Of(parameters.GetType()))
            {
                var value = JsonSerializer.SerializeToNode(property.GetValue(parameters), property.PropertyType, Item.Json);
                var standard = JsonSerializer.SerializeToNode(property.GetValue(defaults), property.PropertyType, Item.Json);
                if (!JsonNode.DeepEquals(value, standard))
                    written[name] = value;
            }
        }
        return Sorted(written)!.ToJsonString(Item.Json);
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
