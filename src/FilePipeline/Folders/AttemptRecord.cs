using System.Text.Json;
using System.Text.Json.Serialization;

namespace FilePipeline.Folders;

public enum RecordKind
{
    Failed,
    Dead,
    Skipped,
}

/// <summary>
/// Why there is no result: the content of a file in <c>.failed/</c>, <c>.dead/</c> or <c>.skipped/</c>, under the item's own name.
/// It holds for one input and one fingerprint; whoever mends either has requeued the item. Canonical JSON:
/// <code>
/// { "kind": "failed", "stage": "articles", "key": "en/Art", "attempts": 2, "error": { "code": "timeout", "message": "…" },
///   "next_attempt_at": "…", "failed_at": "…", "first_failed_at": "…", "worker": "…",
///   "crashes": [ { "worker": "…", "at": "…", "alone": true } ],
///   "input": { "digest": "…", "size": 123, "modified_ns": 1 }, "code": "html.interleave@1", "version": 1, "with": "…" }
/// </code>
/// </summary>
public sealed record AttemptRecord
{
    public required RecordKind Kind { get; init; }

    public required string Stage { get; init; }

    public required string Key { get; init; }

    /// <summary>Attempts that ended with an error. Stops, crashes and trouble of the machine are none.</summary>
    public int Attempts { get; init; }

    /// <summary>The last error; for a skipped item, why.</summary>
    public required RecordError Error { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    public DateTimeOffset? FirstFailedAt { get; init; }

    public string? Worker { get; init; }

    /// <summary>The workers that died while they held this item, oldest first.</summary>
    public IReadOnlyList<RecordCrash> Crashes { get; init; } = [];

    public required RecordInput Input { get; init; }

    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string With { get; init; }

    [JsonIgnore]
    public Fingerprint Fingerprint => new(Code, Version, With);

    /// <summary>Something that may have killed its worker is run in a process of its own, so that the next death is nobody else's.</summary>
    [JsonIgnore]
    public bool IsSuspect => Crashes.Count > 0;

    public byte[] ToJson() => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(this, Item.Json));

    /// <summary><c>null</c>: it is no record, as a hand may have left one; such a file holds nothing.</summary>
    public static AttemptRecord? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<AttemptRecord>(CanonicalJson.WithoutMark(json), Item.Json) is { Attempts: >= 0 and < int.MaxValue } record ? record : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}

public sealed record RecordError(string Code, string Message);

/// <param name="Alone">It was in a process of its own, and the worker that watched over that lived on: nothing else can have been the cause.</param>
public sealed record RecordCrash(string Worker, DateTimeOffset At, bool Alone);

/// <param name="Digest"><c>null</c>: it could not be read (no file, no permission, too large); then the record holds as long as that is so.</param>
public sealed record RecordInput(string? Digest, long Size, long ModifiedNs);
