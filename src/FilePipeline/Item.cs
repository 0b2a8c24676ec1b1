using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Encodings.Web;

namespace FilePipeline;

/// <summary>
/// One item as a stage sees it. Its content is what the file holds, without a byte order mark: JSON in UTF-8 for a
/// <c>.json</c> file, anything at all for another extension that the source accepts.
/// The memory belongs to the engine and is valid until the stage has returned.
/// </summary>
/// <param name="Extension">With the dot, as it is written in the file's name: <c>.json</c>, <c>.html</c>.</param>
public sealed record Item(ItemKey Key, ReadOnlyMemory<byte> Content, string Extension = ".json")
{
    /// <summary>How <see cref="Read{T}"/> and <see cref="Create{T}"/> map .NET types to JSON: snake_case names, nothing escaped that need not be.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public bool IsJson => Extension.Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ItemFormatException">The content is not JSON, or not of this shape; the message says where.</exception>
    public T Read<T>()
    {
        if (!IsJson)
            throw new ItemFormatException("not_json", $"this stage reads JSON items; `{Key}{Extension}` is none");
        try
        {
            return JsonSerializer.Deserialize<T>(Content.Span, Json)
                ?? throw new ItemFormatException("bad_shape", "the item is `null`");
        }
        catch (JsonException problem)
        {
            throw ItemFormatException.BadJson(problem);
        }
        catch (InvalidOperationException problem) // a lone surrogate in a string
        {
            throw new ItemFormatException("bad_json", problem.Message, problem);
        }
    }

    public static Item Create<T>(ItemKey key, T value) => new(key, JsonSerializer.SerializeToUtf8Bytes(value, Json));
}
