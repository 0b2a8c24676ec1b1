using System.Threading.Channels;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Running;

/// <summary>
/// Publishes what the workers have prepared, in groups: one sync puts results and ledger lines of all that have come together on the
/// disk, then they are renamed, then their folders are synced. While one group is synced the next one gathers, so the slower the disk
/// the larger the groups.
/// </summary>
internal sealed class GroupCommit(IVolume volume, VolumeFolder root, RunScope scope)
{
    /// <summary>So many may wait, and be made again should the power fail.</summary>
    private const int Room = 2_048;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Room) { SingleReader = true });

    /// <param name="Done">Called with <c>null</c> when the disk refused: then nothing is visible and the claim is released.</param>
    private readonly record struct Waiting(StageFolder Folder, PreparedResult Result, Action<PublishResult?> Done);

    public ValueTask AddAsync(StageFolder folder, in PreparedResult result, Action<PublishResult?> done) =>
        _waiting.Writer.WriteAsync(new(folder, result, done));

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Until <see cref="Complete"/>.</summary>
    public async Task RunAsync()
    {
        var group = new List<Waiting>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                group.Clear();
                while (_waiting.Reader.TryRead(out var next))
                    group.Add(next);
                Commit(group);
            }
        }
        catch (Exception failure)
        {
            _waiting.Writer.TryComplete(failure);
            scope.Abort();
            throw;
        }
    }

    private void Commit(List<Waiting> group)
    {
        var results = new PublishResult?[group.Count];
        try
        {
            volume.SyncAll(root);
            for (var i = 0; i < group.Count; i++)
                results[i] = group[i].Folder.Publish(group[i].Result);
            foreach (var (stage, folder) in group.Where((_, i) => results[i] is PublishResult.New or PublishResult.Replaced).SelectMany(FoldersOf).Distinct())
                stage.SyncResults(folder);
        }
        catch (VolumeException refusal)
        {
            for (var i = 0; i < group.Count; i++)
            {
                if (results[i] is null)
                    TryGiveBack(group[i]);
            }
            scope.Trouble(refusal);
        }
        for (var i = 0; i < group.Count; i++)
            group[i].Done(results[i]);
    }

    /// <summary>The sub-folder of a result and those above it: each may be new, and its name is in the one above.</summary>
    private static IEnumerable<(StageFolder Stage, string Folder)> FoldersOf(Waiting waiting)
    {
        var folder = waiting.Result.Key.Folder;
        for (; folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
            yield return (waiting.Folder, folder);
        yield return (waiting.Folder, "");
    }

    private static void TryGiveBack(in Waiting waiting)
    {
        try
        {
            waiting.Folder.Withdraw(waiting.Result);
            waiting.Folder.Release(waiting.Result.Key);
        }
        catch (VolumeException)
        {
            // the next worker rescues it
        }
    }
}
