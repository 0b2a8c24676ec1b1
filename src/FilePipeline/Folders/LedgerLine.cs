using System.Globalization;
using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// One line of a ledger: what went in, what came out, which code, when. It is written before its result is published, and means
/// nothing without it: a result is recognised as this line's by its size and time, or by its digest.
/// <code>
/// {"key":"en/Art","reason":"new_input","in":"&lt;sha256&gt;","in_size":1,"in_mtime":1,"out":"&lt;sha256&gt;","out_size":1,"out_mtime":1,
///  "code":"html.interleave@1","version":1,"with":"…","attempt":1,"at":"2026-11-25T12:00:00.000Z","ms":1.2,"beside":[…]}
/// </code>
/// </summary>
public sealed record LedgerLine
{
    /// <summary>The <see cref="Reason"/> of a line by which nothing was made: a result that stood was accepted as today's.</summary>
    public const string Accepted = "accepted";

    public required string Key { get; init; }

    /// <summary>Why it was made, as the plan names it.</summary>
    public required string Reason { get; init; }

    public required FileIdentity Input { get; init; }

    public required FileIdentity Output { get; init; }

    public required Fingerprint Fingerprint { get; init; }

    public int Attempt { get; init; } = 1;

    public DateTimeOffset StartedAt { get; init; }

    public double Milliseconds { get; init; }

    /// <summary>Other files that the stage has read for this item.</summary>
    public IReadOnlyList<BesideFile> Beside { get; init; } = [];

    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("key"u8, Key);
        json.WriteString("reason"u8, Reason);
        WriteIdentity(json, "in"u8, "in_size"u8, "in_mtime"u8, Input);
        WriteIdentity(json, "out"u8, "out_size"u8, "out_mtime"u8, Output);
        json.WriteString("code"u8, Fingerprint.Code);
        json.WriteNumber("version"u8, Fingerprint.Version);
        json.WriteString("with"u8, Fingerprint.With);
        json.WriteNumber("attempt"u8, Attempt);
        Span<byte> at = stackalloc byte[32];
        StartedAt.UtcDateTime.TryFormat(at, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString("at"u8, at[..length]);
        json.WriteNumber("ms"u8, Math.Round(Milliseconds, 3));
        if (Beside.Count > 0)
            WriteBeside(json);
        json.WriteEndObject();
    }

    private void WriteBeside(Utf8JsonWriter json)
    {
        json.WriteStartArray("beside"u8);
        foreach (var file in Beside)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, file.Path);
            WriteIdentity(json, "in"u8, "in_size"u8, "in_mtime"u8, file.Identity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteIdentity(Utf8JsonWriter json, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> size, ReadOnlySpan<byte> modified, in FileIdentity file)
    {
        Span<byte> hex = stackalloc byte[ContentDigest.HexLength];
        file.Digest.GetValueOrDefault().Format(hex);
        json.WriteString(digest, hex);
        json.WriteNumber(size, file.Size);
        json.WriteNumber(modified, file.ModifiedNs);
    }

    /// <summary><c>null</c>: no line of a result: a header, a note, or what a killed worker has left of one.</summary>
    public static LedgerLine? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return Parse(ref reader);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static LedgerLine? Parse(ref Utf8JsonReader reader)
    {
        string? key = null, reason = null, code = null, with = null;
        FileIdentity input = default, output = default;
        var (version, attempt, at, ms) = (0, 1, default(DateTimeOffset), 0.0);
        IReadOnlyList<BesideFile> beside = [];
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (TryIdentity(ref reader, "in"u8, "in_size"u8, "in_mtime"u8, ref input) || TryIdentity(ref reader, "out"u8, "out_size"u8, "out_mtime"u8, ref output))
                continue;
            if (Take(ref reader, "key"u8)) key = reader.GetString();
            else if (Take(ref reader, "reason"u8)) reason = reader.GetString();
            else if (Take(ref reader, "code"u8)) code = reader.GetString();
            else if (Take(ref reader, "version"u8)) version = reader.GetInt32();
            else if (Take(ref reader, "with"u8)) with = reader.GetString();
            else if (Take(ref reader, "attempt"u8)) attempt = reader.GetInt32();
            else if (Take(ref reader, "at"u8)) at = reader.GetDateTimeOffset();
            else if (Take(ref reader, "ms"u8)) ms = reader.GetDouble();
            else if (Take(ref reader, "beside"u8)) beside = ParseBeside(ref reader);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (key is null || code is null || with is null || output.Digest is null)
            return null;
        return new()
        {
            Key = key, Reason = reason ?? "", Input = input, Output = output, Fingerprint = new(code, version, with),
            Attempt = attempt, StartedAt = at, Milliseconds = ms, Beside = beside,
        };
    }

    private static List<BesideFile> ParseBeside(ref Utf8JsonReader reader)
    {
        var files = new List<BesideFile>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (path, identity) = ("", default(FileIdentity));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (TryIdentity(ref reader, "in"u8, "in_size"u8, "in_mtime"u8, ref identity))
                    continue;
                if (Take(ref reader, "path"u8))
                    path = reader.GetString()!;
                else
                    reader.Skip();
            }
            files.Add(new(path, identity));
        }
        return files;
    }

    private static bool TryIdentity(ref Utf8JsonReader reader, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> size, ReadOnlySpan<byte> modified, ref FileIdentity file)
    {
        if (Take(ref reader, digest))
            file = file with { Digest = ContentDigest.TryParse(reader.ValueSpan, out var parsed) ? parsed : null };
        else if (Take(ref reader, size))
            file = file with { Size = reader.GetInt64() };
        else if (Take(ref reader, modified))
            file = file with { ModifiedNs = reader.GetInt64() };
        else
            return false;
        return true;
    }

    private static bool Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name))
            return false;
        reader.Read();
        return true;
    }
}
