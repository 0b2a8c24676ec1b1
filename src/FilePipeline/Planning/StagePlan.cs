using FilePipeline.Folders;

namespace FilePipeline.Planning;

/// <summary>One line of a plan.</summary>
/// <param name="Problem">Why the file's name cannot be a key; then there is no verdict.</param>
public readonly record struct PlanEntry(ItemKey Key, Verdict Verdict, string Name, string? Problem);

/// <summary>
/// What is to be done in a stage and why, key by key, streamed. The dry run, <c>status</c>, <c>explain</c> and the run itself read
/// the same plan; the run looks again under each claim.
/// </summary>
public sealed class StagePlan(ItemFolder input, StageFolder stage, Freshness freshness)
{
    private static readonly string[] RecordFolders =
        [StageFolder.FolderOf(RecordKind.Dead), StageFolder.FolderOf(RecordKind.Failed), StageFolder.FolderOf(RecordKind.Skipped)];

    /// <param name="startAfter">See <see cref="ItemFolder.List"/>.</param>
    public IEnumerable<PlanEntry> List(double startAfter = 0)
    {
        stage.Ledger.Refresh();
        // Records and claims are few beside results: listed once, they spare three looks for each key.
        var claimed = KeysIn(StageFolder.ProcessingName);
        var recorded = new HashSet<ItemKey>(RecordFolders.SelectMany(KeysIn));
        ItemKey previous = default;
        foreach (var found in input.List(startAfter))
        {
            if (found.Problem is { } problem)
            {
                yield return new(default, default, found.Name, problem);
                continue;
            }
            if (found.Key == previous) // two files with one key
                continue;
            previous = found.Key;
            var verdict = freshness.Judge(found.Key, mayHaveRecord: recorded.Contains(found.Key));
            if (claimed.Contains(found.Key) && verdict.State != ItemState.Completed)
                verdict = verdict with { State = ItemState.Processing, Reason = Reason.Claimed };
            yield return new(found.Key, verdict, found.Name, null);
        }
    }

    /// <summary>The key of a file of the input folder; <c>null</c>: it is no item.</summary>
    public ItemKey? Find(string name) => input.KeyOf(name);

    private HashSet<ItemKey> KeysIn(string hidden) => [.. stage.ListHidden(hidden).Select(entry => entry.Key)];
}
