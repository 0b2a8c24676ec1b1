using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Output;

/// <summary>A dry run, for people and for programs.</summary>
internal static class ForecastText
{
    /// <param name="empty">What to say where no stage has an item.</param>
    public static IEnumerable<string> Lines(RunForecast forecast, string empty, Paint paint)
    {
        var busy = forecast.Stages.Where(stage => stage.Total > 0 || stage.IsPaused).ToList();
        var upToDate = $"{Words.Number(forecast.UpToDate)} {(forecast.UpToDate == 1 ? "is" : "are")} up to date";
        var rest = forecast.UpToDate > 0 ? $"; {upToDate}" : "";
        if (IsEmpty(forecast))
        {
            yield return $"Nothing to do: {empty}";
            yield break;
        }
        yield return forecast.Total == 0
            ? $"Nothing to do: {upToDate}. Nothing was changed."
            : $"Would run {(forecast.IsUpperBound ? "up to " : "")}{paint.Bold(Words.Count(forecast.Total, "result"))} in {Words.Count(busy.Count(stage => stage.Total > 0), "stage")}{rest}. Nothing was changed.";
        var table = new Table();
        foreach (var stage in busy)
        {
            var reasons = string.Join(", ", stage.Reasons.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key.Name()} {Words.Number(pair.Value)}"));
            table.Row(stage.Stage, Table.Cell.Right(Words.Number(stage.Total)), stage.IsPaused ? "paused" : reasons);
        }
        foreach (var line in table.Lines("  "))
            yield return line;
        if (forecast.IsUpperBound && busy.Exists(stage => stage.Reasons.ContainsKey(Reason.UpstreamChanged)))
            yield return paint.Dim("  A result that comes out as before stops there: what follows it is not made again.");
        if (forecast.Stages.Sum(stage => stage.Held) is > 0 and var held)
            yield return paint.Dim($"  {Words.Count(held, "item")} {(held == 1 ? "is" : "are")} dead or skipped and {(held == 1 ? "stays" : "stay")} so: filepipe list state:dead,skipped");
    }

    /// <summary>No stage has an item.</summary>
    public static bool IsEmpty(RunForecast forecast) => forecast.Stages.All(stage => stage is { Total: 0, UpToDate: 0, Held: 0, IsPaused: false });

    public static object Json(RunForecast forecast) => new
    {
        Schema = "filepipe.dry_run/1",
        forecast.Total,
        forecast.UpToDate,
        UpperBound = forecast.IsUpperBound,
        Stages = forecast.Stages.Select(stage => new
        {
            stage.Stage,
            stage.Total,
            Reasons = stage.Reasons.ToDictionary(pair => pair.Key.Name(), pair => pair.Value),
            stage.UpToDate,
            stage.Held,
            UpperBound = stage.IsUpperBound,
            Paused = stage.IsPaused,
        }),
    };
}
