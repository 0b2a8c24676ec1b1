using FilePipeline.Definition;
using FilePipeline.Running;

namespace FilePipeline.Cli.Output;

/// <summary>How far a run is: bars at the bottom of a terminal, elsewhere a plain line now and then.</summary>
/// <param name="watched">The folders that a run waits over which does not end by itself.</param>
internal sealed class RunProgress(Screen screen, PipelineDefinition pipeline, IReadOnlyList<string> watched, TimeProvider clock) : IAsyncDisposable
{
    private const int BarCells = 20;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _over = new();
    private readonly long _begun = clock.GetTimestamp();
    private Task _drawing = Task.CompletedTask;

    public void Begin(IReadOnlyList<StageMeter> stages) => _drawing = DrawAsync(stages);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        screen.Foot([]);
        _over.Dispose();
    }

    private async Task DrawAsync(IReadOnlyList<StageMeter> stages)
    {
        using var timer = new PeriodicTimer(screen.Traits.Animate ? Frame : Seldom, clock);
        var before = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token).ConfigureAwait(false))
            {
                if (screen.Traits.Animate)
                    screen.Foot([.. Bars(stages)]);
                else
                    foreach (var stage in stages.Where(stage => stage.Ended != before.GetValueOrDefault(stage.Stage)))
                    {
                        before[stage.Stage] = stage.Ended;
                        screen.Talk($"{stage.Stage} {Done(stage)}{(stage.Dead > 0 ? $", {Words.Number(stage.Dead)} dead" : "")}");
                    }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>A line for each stage, as wide as the terminal at most.</summary>
    public IEnumerable<string> Bars(IReadOnlyList<StageMeter> stages)
    {
        var paint = screen.TalkPaint;
        var elapsed = clock.GetElapsedTime(_begun).TotalSeconds;
        var table = new Table();
        foreach (var stage in stages)
        {
            var (done, seen) = (DoneOf(stage), stage.Seen);
            var full = seen == 0 ? 0 : (int)Math.Min(BarCells, (long)BarCells * done / seen);
            table.Row(
                stage.Stage,
                new(new string('█', full) + new string('░', BarCells - full), Paint: stage.IsFinished ? paint.Green : paint.Cyan),
                Table.Cell.Right(Done(stage)),
                Table.Cell.Right(stage.Busy > 0 ? $"{stage.Busy} busy" : ""),
                Notes(stage, elapsed, Grows(stage, stages) ? null : seen - done));
        }
        var lines = table.Lines(" ", screen.Traits.Width - 1);
        return watched.Count == 0 ? lines : lines.Append(paint.Dim(Shown.Cut($" watching {string.Join(", ", watched)} · Ctrl-C ends", screen.Traits.Width - 1)));
    }

    /// <summary>The stage before still makes work for this one: how much is left is not known.</summary>
    private bool Grows(StageMeter stage, IReadOnlyList<StageMeter> stages) =>
        pipeline.Stages.First(one => one.Name == stage.Stage).From is var from && stages.Any(before => before.Stage == from && !before.IsFinished);

    private string Notes(StageMeter stage, double elapsed, int? left)
    {
        var notes = new List<string>();
        if (stage.IsPaused)
            notes.Add("paused");
        var rate = stage.Ended / Math.Max(0.5, elapsed);
        if (stage.Ended > 0 && !stage.IsFinished && watched.Count == 0) // the rate of a run that mostly waits says nothing
            notes.Add(Words.Rate(rate) + (left > 0 ? $"  eta {Words.Eta(TimeSpan.FromSeconds(left.Value / rate))}" : ""));
        if (stage.Waiting > 0)
            notes.Add($"{Words.Number(stage.Waiting)} waiting");
        if (stage.Dead > 0)
            notes.Add($"{Words.Number(stage.Dead)} dead");
        return string.Join("  ", notes);
    }

    private static int DoneOf(StageMeter stage) => stage.Ended + stage.UpToDate + stage.Held;

    private static string Done(StageMeter stage) => $"{Words.Number(DoneOf(stage))}/{Words.Number(stage.Seen)}";
}
