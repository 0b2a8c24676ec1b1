using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// Results are in Git and ledgers are not, so in a fresh clone nothing is known of any result. A stage that has results and no ledger
/// at all takes them as made of what is there now; from then on changes reach them. Where there is a ledger, a result without a line
/// was put there by a hand, and stays.
/// </summary>
public static class Adoption
{
    /// <summary>How many results were adopted. May be repeated.</summary>
    public static int Run(IVolume volume, PipelineDefinition pipeline, IEnumerable<StageDefinition> stages, TimeProvider clock, Random chance)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var unknown = stages.Where(stage => !HasLedger(volume, pipeline, stage)).SelectMany(stage => Unrecorded(volume, pipeline, stage, clock)).ToList();
        return unknown.Count == 0 ? 0 : new Acceptance(volume, pipeline, clock, chance).Run(unknown).Done;
    }

    private static bool HasLedger(IVolume volume, PipelineDefinition pipeline, StageDefinition stage)
    {
        using var ledger = volume.OpenFolder($"{pipeline.Data}/{stage.Name}/{Ledger.FolderName}");
        return ledger is not null && volume.List(ledger).Any(entry => entry.Kind == EntryKind.File && entry.Name[0] != '.');
    }

    private static List<(string Stage, ItemKey Key)> Unrecorded(IVolume volume, PipelineDefinition pipeline, StageDefinition stage, TimeProvider clock)
    {
        using var view = StageView.Open(volume, pipeline, stage, clock);
        return [.. view.List().Where(entry => entry.Verdict.Reason == Reason.Unrecorded).Select(entry => (stage.Name, entry.Key))];
    }
}
