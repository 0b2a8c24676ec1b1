using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>How fast a stage is just now, from the ends of the ledgers of the workers that live.</summary>
internal static class RecentRate
{
    private const int Tail = 1 << 18;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Results a second; <c>null</c> where nobody is at work or nothing was made lately.</summary>
    public static double? Of(IVolume volume, string stage, IReadOnlyList<WorkerView> workers, DateTimeOffset now)
    {
        using var ledger = volume.OpenFolder($"{stage}/{Ledger.FolderName}");
        if (ledger is null)
            return null;
        double rate = 0;
        var buffer = new byte[Tail];
        foreach (var worker in workers.Where(worker => worker.Lives == true))
        {
            var segment = worker.Info.Worker + Ledger.Suffix;
            if (volume.Stat(ledger, segment) is not { } stat)
                continue;
            var read = volume.ReadAt(ledger, segment, Math.Max(0, stat.Size - Tail), buffer);
            var (count, first) = Count(buffer.AsSpan(0, read), now - Window);
            if (count > 0)
                rate += count / Math.Max(1, (now - first).TotalSeconds);
        }
        return rate > 0 ? rate : null;
    }

    private static (int Count, DateTimeOffset First) Count(ReadOnlySpan<byte> lines, DateTimeOffset since)
    {
        var (count, first) = (0, DateTimeOffset.MaxValue);
        foreach (var range in lines.Split((byte)'\n'))
        {
            // The first line is cut, the last may be; neither parses.
            if (LedgerLine.TryParse(lines[range]) is not { } line || line.StartedAt < since)
                continue;
            count++;
            if (line.StartedAt < first)
                first = line.StartedAt;
        }
        return (count, first);
    }
}
