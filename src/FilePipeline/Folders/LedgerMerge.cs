using System.IO.Hashing;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>
/// Merges segments of workers that are gone into <c>base.jsonl</c>, so that a stage keeps few ledger files. A line is dropped only
/// when a later one says the same of key, input, code and output; what a killed worker has left of a line goes too. The merged file
/// is published by rename; killed before the old segments are removed, their lines stand twice, which changes nothing.
/// </summary>
public static class LedgerMerge
{
    /// <summary>Fewer are not worth reading the base again.</summary>
    public const int Worthwhile = 16;

    internal const string LockName = ".merge.lock";
    internal const string MergedName = ".base.jsonl.tmp";

    /// <param name="isGone">Whether a worker holds no lease any more, so that its segment will not grow.</param>
    /// <returns>How many segments were merged; 0 too when another process merges.</returns>
    public static int Run(IVolume volume, VolumeFolder ledger, Func<string, bool> isGone, int worthwhile = Worthwhile)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(isGone);
        var segments = Gone(volume, ledger, isGone);
        if (segments.Count < worthwhile)
            return 0;
        volume.OpenAppend(ledger, LockName).Dispose();
        using var held = volume.TryLock(ledger, LockName);
        if (held is null)
            return 0;
        segments = Gone(volume, ledger, isGone); // another process may have merged some until now
        volume.TryUnlink(ledger, MergedName);
        Copy(volume, ledger, [Ledger.Base, .. segments]);
        // The base has no checkpoints: what it tells of is on the disk, the results too.
        volume.SyncAll(ledger);
        volume.TryRename(ledger, MergedName, ledger, Ledger.Base, RenameMode.Replace);
        volume.SyncFolder(ledger);
        foreach (var segment in segments)
            volume.TryUnlink(ledger, segment);
        return segments.Count;
    }

    private static List<string> Gone(IVolume volume, VolumeFolder ledger, Func<string, bool> isGone) =>
        [.. volume.List(ledger)
            .Where(entry => entry.Kind == EntryKind.File && entry.Name.EndsWith(Ledger.Suffix, StringComparison.Ordinal)
                && entry.Name != Ledger.Base && entry.Name[0] != '.' && isGone(entry.Name[..^Ledger.Suffix.Length]))
            .Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    private static void Copy(IVolume volume, VolumeFolder ledger, IReadOnlyList<string> files)
    {
        var last = new Dictionary<ulong, (int File, long Offset)>();
        ForEachLine(volume, ledger, files, (file, offset, _, line) => last[IdentityOf(line)] = (file, offset));
        using var merged = volume.OpenAppend(ledger, MergedName);
        var pending = new ItemBuffer();
        ForEachLine(volume, ledger, files, (file, offset, text, line) =>
        {
            if (last[IdentityOf(line)] != (file, offset))
                return;
            pending.Write(text);
            pending.Write((byte)'\n');
            if (pending.Length > 1 << 18)
                Flush(merged, pending);
        });
        Flush(merged, pending);
    }

    private static void Flush(IVolumeAppender merged, ItemBuffer pending)
    {
        merged.Append(pending.Span);
        pending.Clear();
    }

    private delegate void LineReader(int file, long offset, ReadOnlySpan<byte> text, LedgerLine line);

    private static void ForEachLine(IVolume volume, VolumeFolder ledger, IReadOnlyList<string> files, LineReader read)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var file = i;
            new LedgerSegment(volume, ledger, files[file]).ReadOn((text, offset) =>
            {
                if (LedgerLine.TryParse(text) is { } line)
                    read(file, offset, text, line);
            });
        }
    }

    private static ulong IdentityOf(LedgerLine line) => XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(
        $"{line.Key}\0{line.Input.Digest}\0{line.Output.Digest}\0{line.Fingerprint}"));
}
