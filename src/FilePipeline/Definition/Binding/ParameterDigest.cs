using System.Collections;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FilePipeline.Definition.Binding;

/// <summary>
/// What a stage's fingerprint holds of its parameters. Those that equal their defaults are left out, so that a new parameter
/// with a default makes no result stale. Canonical JSON: compact UTF-8, keys sorted ordinally at every level.
/// </summary>
internal static class ParameterDigest
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="parameters"><c>null</c>: the stage takes none, which is the same as all defaults.</param>
    /// <returns>First 16 hex digits of SHA-256.</returns>
    public static string Of(object? parameters) => Convert.ToHexStringLower(SHA256.HashData(Json(parameters)))[..16];

    public static byte[] Json(object? parameters)
    {
        var written = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        if (parameters is not null)
        {
            var defaults = Activator.CreateInstance(parameters.GetType());
            foreach (var (name, property, _) in ParameterProperty.Of(parameters.GetType()))
            {
                var value = property.GetValue(parameters);
                if (!Bytes(value).AsSpan().SequenceEqual(Bytes(property.GetValue(defaults))))
                    written.Add(name, value);
            }
        }
        return Bytes(written);
    }

    private static byte[] Bytes(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, _compact))
            Write(writer, value);
        return stream.ToArray();
    }

    /// <summary>By hand: these few types are not worth the tenth of a second that a serializer takes to get ready.</summary>
    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, null));
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case TimeSpan duration:
                writer.WriteStringValue(duration.ToString("c"));
                break;
            case Enum word:
                writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()));
                break;
            case IDictionary map:
                writer.WriteStartObject();
                foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key);
                    Write(writer, map[key]);
                }
                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"a stage's parameter cannot be of type {value.GetType()}");
        }
    }
}
