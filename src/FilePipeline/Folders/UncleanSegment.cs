using System.Text.Json;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// A ledger segment of a boot that ended before the segment was closed: the power may have failed, and what was published after its
/// last checkpoint may be torn or lost.
/// </summary>
/// <param name="Unsure">The lines after the last checkpoint.</param>
public sealed record UncleanSegment(string Name, IReadOnlyList<LedgerLine> Unsure)
{
    /// <summary>All of another boot than <paramref name="boot"/>. Few or none: this is for the start of a run.</summary>
    public static IReadOnlyList<UncleanSegment> Find(IVolume volume, VolumeFolder ledger, string boot)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return [.. volume.List(ledger)
            .Where(entry => entry.Kind == EntryKind.File && entry.Name.EndsWith(Ledger.Suffix, StringComparison.Ordinal) && entry.Name[0] != '.' && entry.Name != Ledger.Base)
            .Select(entry => Read(volume, ledger, entry.Name, boot)).OfType<UncleanSegment>()];
    }

    /// <summary>Notes that its results have been looked at. May be repeated.</summary>
    public void Close(IVolume volume, VolumeFolder ledger)
    {
        ArgumentNullException.ThrowIfNull(volume);
        using var segment = volume.OpenAppend(ledger, Name);
        segment.Append(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, long> { [LedgerNote.Closed] = 0 }).Prepend((byte)'\n').Append((byte)'\n').ToArray());
    }

    private static UncleanSegment? Read(IVolume volume, VolumeFolder ledger, string name, string boot)
    {
        if (BeginsIn(volume, ledger, name, boot))
            return null;
        var (isThisBoot, isClosed, synced) = (false, false, 0L);
        var lines = new List<(long End, LedgerLine Line)>();
        new LedgerSegment(volume, ledger, name).ReadOn((text, offset) =>
        {
            if (LedgerNote.TryParse(text) is { } note)
            {
                isThisBoot |= note.OfBoot == boot;
                isClosed |= note.IsClosed;
                synced = note.SyncedBytes ?? synced;
            }
            else if (LedgerLine.TryParse(text) is { } line)
            {
                lines.Add((offset + text.Length + 1, line));
            }
        });
        return isThisBoot || isClosed ? null : new(name, [.. lines.Where(line => line.End > synced).Select(line => line.Line)]);
    }

    /// <summary>The usual case, told by the first line alone.</summary>
    private static bool BeginsIn(IVolume volume, VolumeFolder ledger, string name, string boot)
    {
        Span<byte> head = stackalloc byte[512];
        head = head[..volume.ReadAt(ledger, name, 0, head)];
        return head.IndexOf((byte)'\n') is var end and >= 0 && LedgerNote.TryParse(head[..end])?.OfBoot == boot;
    }
}
