using System.Diagnostics;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>A worker as its lease describes it.</summary>
/// <param name="Inode">Its claims are links to this file.</param>
/// <param name="Lives">
/// By its process id, for people: looking takes no locks, and only the lock decides. <c>null</c>: it is on another machine.
/// </param>
public sealed record WorkerView(WorkerInfo Info, ulong Inode, bool? Lives)
{
    /// <summary>The workers that have not left, whether they live or not, longest at work first.</summary>
    public static IReadOnlyList<WorkerView> List(IVolume volume, string data)
    {
        ArgumentNullException.ThrowIfNull(volume);
        using var leases = volume.OpenFolder($"{data}/{WorkerLease.FolderName}");
        var workers = new List<WorkerView>();
        if (leases is null)
            return workers;
        var buffer = new ItemBuffer();
        foreach (var entry in volume.List(leases))
        {
            if (entry.Name.StartsWith('.') || !entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            if (volume.Read(leases, entry.Name, buffer, 1 << 16).Status == ReadStatus.Ok && WorkerInfo.TryParse(buffer.Span) is { } info)
                workers.Add(new(info, entry.Inode, LivesOn(volume.Machine, info)));
        }
        return [.. workers.OrderBy(worker => worker.Info.Started).ThenBy(worker => worker.Info.Worker, StringComparer.Ordinal)];
    }

    /// <summary>As <see cref="Lives"/>.</summary>
    internal static bool? LivesOn(MachineIdentity machine, WorkerInfo info)
    {
        if (info.Host != machine.Host)
            return null;
        if (info.Boot != machine.Boot)
            return false;
        try
        {
            using var process = Process.GetProcessById(info.Pid);
            // A younger process has inherited the number. (The system counts start times in hundredths of a second.)
            return process.StartTime.ToUniversalTime() <= info.Started.UtcDateTime.AddSeconds(2);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
