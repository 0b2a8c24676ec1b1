using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>One stage opened for looking: its folders and its plan. Locks nothing and makes nothing; folders that are not there yet are empty.</summary>
public sealed class StageView : IDisposable
{
    private readonly Freshness _freshness;

    private StageView(StageDefinition definition, ItemFolder input, StageFolder folder, ItemFolder results, StageSettings settings, TimeProvider clock)
    {
        (Definition, Input, Folder, Results, Settings) = (definition, input, folder, results, settings);
        _freshness = new(input, folder, settings, clock);
    }

    public StageDefinition Definition { get; }

    public string Name => Definition.Name;

    public ItemFolder Input { get; }

    public StageFolder Folder { get; }

    /// <summary>The stage's folder as the stages after it see it.</summary>
    public ItemFolder Results { get; }

    public StageSettings Settings { get; }

    /// <param name="force">Look at it as <see cref="Running.RunOptions.Force"/> does.</param>
    public static StageView Open(IVolume volume, PipelineDefinition pipeline, StageDefinition stage, TimeProvider clock, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(clock);
        return new(stage,
            PipelineFolders.OpenInput(volume, pipeline, stage),
            StageFolder.Open(volume, $"{pipeline.Data}/{stage.Name}", stage.Name),
            PipelineFolders.Open(volume, pipeline, stage.Name),
            StageSettings.Of(pipeline, stage, force ? clock.GetUtcNow() : null), clock);
    }

    /// <summary>Every key of the input, and its state.</summary>
    public IEnumerable<PlanEntry> List() => new StagePlan(Input, Folder, _freshness).List();

    /// <summary>The state of one key.</summary>
    public Verdict Judge(ItemKey key)
    {
        Folder.Ledger.Refresh();
        var verdict = _freshness.Judge(key);
        return verdict.State is not (ItemState.Completed or ItemState.Gone) && Folder.IsClaimed(key)
            ? verdict with { State = ItemState.Processing, Reason = Reason.Claimed }
            : verdict;
    }

    public void Dispose()
    {
        Input.Dispose();
        Folder.Dispose();
        Results.Dispose();
    }
}
