using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary><c>filepipe.status/1</c></summary>
internal static class StatusJson
{
    private static readonly ItemState[] States = [.. Enum.GetValues<ItemState>().Where(state => state != ItemState.Gone)];

    public static object Of(PipelineDefinition pipeline, PipelineSnapshot snapshot) => new
    {
        Schema = "filepipe.status/1",
        Pipeline = pipeline.Name,
        At = Time(snapshot.TakenAt),
        Sources = snapshot.Sources.Select(source => new { source.Name, source.Items, source.Others }),
        Stages = snapshot.Stages.Select(stage => new
        {
            stage.Name,
            stage.From,
            Enabled = stage.IsEnabled,
            Paused = stage.IsPaused,
            stage.Inputs,
            States = States.ToDictionary(NameOf, state => stage[state]),
            Reasons = stage.Reasons.OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.Name(), pair => pair.Value),
            stage.Abandoned,
            stage.Orphans,
            stage.Refused,
            OldestPendingAt = Time(stage.OldestPendingAt),
            NextAttemptAt = Time(stage.NextAttemptAt),
            RatePerSecond = stage.Rate is { } rate ? Math.Round(rate, 3) : (double?)null,
        }),
        snapshot.Strangers,
        Workers = snapshot.Workers.Select(worker => new
        {
            worker.Info.Worker,
            worker.Info.Host,
            worker.Info.Pid,
            Started = Time(worker.Info.Started),
            worker.Lives,
        }),
    };

    public static string NameOf(ItemState state) => state.ToString().ToLowerInvariant();

    public static DateTime? Time(DateTimeOffset? moment) => moment?.UtcDateTime;
}
