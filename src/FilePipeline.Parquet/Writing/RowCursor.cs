using System.Text.Json;

namespace FilePipeline.Parquet.Writing;

/// <summary>A JSON row that is being read, with the text it is read from.</summary>
internal ref struct RowCursor(ReadOnlySpan<byte> row)
{
    /// <summary>Passed on by reference only: a copy would read on its own.</summary>
    public Utf8JsonReader Json = new(row);

    private readonly ReadOnlySpan<byte> _row = row;

    /// <summary>The text of the value that begins at the current token; afterwards its last token is the current one.</summary>
    public ReadOnlySpan<byte> ReadText()
    {
        var start = (int)Json.TokenStartIndex;
        Json.Skip();
        return _row[start..(int)Json.BytesConsumed];
    }

    /// <summary>The current value for a message: short, on one line.</summary>
    public readonly string Shown
    {
        get
        {
            var kind = Json.TokenType switch
            {
                JsonTokenType.StartObject => "an object",
                JsonTokenType.StartArray => "an array",
                JsonTokenType.Null => "null",
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                JsonTokenType.Number => "the number ",
                _ => "the text ",
            };
            if (Json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
                return kind;
            var text = System.Text.Encoding.UTF8.GetString(Json.ValueSpan);
            if (text.Length > 60)
                text = string.Concat(text.AsSpan(0, 60), "…");
            return Json.TokenType == JsonTokenType.Number ? kind + text : $"{kind}\"{text}\"";
        }
    }
}
