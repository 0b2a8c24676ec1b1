using FilePipeline.Definition;
using FilePipeline.Folders;

namespace FilePipeline.Planning;

/// <summary>What the plan must know of a stage beside its folders.</summary>
public sealed record StageSettings
{
    public required Fingerprint Fingerprint { get; init; }

    public required bool InputIsSource { get; init; }

    /// <summary>Zero for a folder that only the engine writes: what is there was renamed there.</summary>
    public TimeSpan Settle { get; init; }

    public required long ItemSizeLimit { get; init; }

    /// <summary>Make everything again, dead letters and edited results too; <c>null</c>: do not. What has failed since this moment counts.</summary>
    public DateTimeOffset? ForcedSince { get; init; }

    public bool Force => ForcedSince is not null;

    public static StageSettings Of(PipelineDefinition pipeline, StageDefinition stage, DateTimeOffset? forcedSince = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(stage);
        var source = pipeline.Sources.FirstOrDefault(source => source.Name == stage.From);
        return new()
        {
            Fingerprint = new(stage.Uses.Code, stage.Version, stage.WithDigest),
            InputIsSource = source is not null,
            Settle = source?.Settle ?? TimeSpan.Zero,
            ItemSizeLimit = pipeline.ItemSizeLimit,
            ForcedSince = forcedSince,
        };
    }
}
