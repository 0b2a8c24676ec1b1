using System.Security.Cryptography;
using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>Rows as they would be without the columns that an older version lacks: a row that only got wider is not a changed one.</summary>
internal sealed class RowNarrowing(IEnumerable<string> columns)
{
    private readonly HashSet<string> _columns = new(columns, StringComparer.Ordinal);
    private readonly ItemBuffer _narrow = new();

    /// <param name="row">JSON without blanks.</param>
    /// <returns>The digest of what is left; <c>null</c>: the row has no other columns.</returns>
    public string? Digest(ReadOnlySpan<byte> row)
    {
        _narrow.Clear();
        _narrow.Write((byte)'{');
        var cut = false;
        var json = new Utf8JsonReader(row);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex;
            var kept = _columns.Contains(json.GetString()!);
            json.Read();
            json.Skip();
            cut |= !kept;
            if (!kept)
                continue;
            if (_narrow.Length > 1)
                _narrow.Write((byte)',');
            _narrow.Write(row[start..(int)json.BytesConsumed]);
        }
        _narrow.Write((byte)'}');
        return cut ? Convert.ToHexStringLower(SHA256.HashData(_narrow.Span)) : null;
    }
}
