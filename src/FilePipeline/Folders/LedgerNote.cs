using System.Text.Json;

namespace FilePipeline.Folders;

/// <summary>
/// A line of a ledger segment that is about the segment itself:
/// <code>
/// {"segment":"&lt;worker&gt;","host":"box","boot":"…"}   its first line
/// {"checkpoint":1234}                            the first 1234 bytes, and the results they tell of, are on the disk
/// {"closed":5678}                                all of it is
/// </code>
/// </summary>
internal readonly record struct LedgerNote(string? OfBoot, long? SyncedBytes, bool IsClosed)
{
    public const string Segment = "segment", Boot = "boot", Checkpoint = "checkpoint", Closed = "closed";

    /// <summary><c>null</c>: it is another line.</summary>
    public static LedgerNote? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty(Segment, out _) && root.TryGetProperty(Boot, out var boot))
                return new(boot.GetString(), null, false);
            if (root.TryGetProperty(Checkpoint, out var synced) && synced.TryGetInt64(out var bytes))
                return new(null, bytes, false);
            return root.TryGetProperty(Closed, out _) ? new(null, null, true) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
