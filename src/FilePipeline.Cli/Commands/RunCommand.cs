using System.CommandLine;
using FilePipeline.Care;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FilePipeline.Cli.Commands;

/// <summary><c>run</c>: works until nothing is left to do, then makes the datasets.</summary>
internal sealed class RunCommand(Session session, Project project, RunCommand.Wish wish)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private readonly Screen _screen = session.Screen;

    /// <summary>What was typed.</summary>
    internal sealed record Wish
    {
        public required IReadOnlyList<StageDefinition> Stages { get; init; }

        /// <summary>No stage was named.</summary>
        public bool IsWhole { get; init; }

        public bool DryRun { get; init; }

        public bool Watch { get; init; }

        public bool Force { get; init; }

        /// <summary>Only these items.</summary>
        public IReadOnlySet<ItemKey>? Keys { get; init; }

        public bool Json { get; init; }

        public bool Debug { get; init; }
    }

    public static Command Create(Session session)
    {
        var stages = new Argument<string[]>("STAGE") { Description = "Only these; `name+` with all after it, `+name` with all before.", Arity = ArgumentArity.ZeroOrMore };
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Say what would be done, and why; change nothing." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Do not end: take new files as they come, until Ctrl-C. Makes no datasets." };
        var force = new Option<bool>("--force") { Description = "Make everything again, dead letters and edited results too." };
        var json = new Option<bool>("--json") { Description = "Events as JSON lines: filepipe.run/1; the last is run.finished." };
        var command = new Command("run", "Works until nothing is left to do, then makes the datasets.") { stages, dryRun, watch, force, json };
        command.SetAction(async (parsed, _) =>
        {
            var project = Project.Open(session, parsed.GetValue<string?>("--file"));
            var words = parsed.GetValue(stages)!;
            return await new RunCommand(session, project, new()
            {
                Stages = Select(project, words),
                IsWhole = words.Length == 0,
                DryRun = parsed.GetValue(dryRun),
                Watch = parsed.GetValue(watch),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
                Debug = parsed.GetValue<bool>("--debug"),
            }).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static List<StageDefinition> Select(Project project, string[] words)
    {
        if (!project.Graph.TrySelect(words, out var stages, out var problem))
            throw new CommandException(ExitCode.Usage, Shown.Text(problem), "filepipe status shows the stages");
        if (words.Length > 0 && stages.FirstOrDefault(stage => !stage.Enabled && words.Contains(stage.Name)) is { } off)
            throw new CommandException(ExitCode.Usage, $"`{off.Name}` is not enabled", $"remove `enabled: false` from it in {project.File}");
        return [.. stages.Where(stage => stage.Enabled)];
    }

    public async Task<int> RunAsync()
    {
        if (project.Warnings.Count > 0)
            _screen.Talk($"{project.File} has {Words.Count(project.Warnings.Count, "warning")}: filepipe check");
        if (wish.DryRun)
            return Foretell();

        session.Signals.Told = Told;
        session.Signals.Listen();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Signals.Stop, _screen.AnswerGone);
        var report = new RunReport(session, project, wish.Json);
        report.Begin(wish.Stages);
        if (!wish.Force && Adoption.Run(project.Volume, project.Pipeline, wish.Stages, session.Clock, new Random()) is > 0 and var adopted)
            _screen.Talk($"{Words.Count(adopted, "result")} had no record here, as in a fresh clone: they count as made from what is there now. filepipe run --force makes them anew; equal ones stay as they are");
        var summary = await WorkAsync(report, stop.Token).ConfigureAwait(false);
        var exports = new List<ExportEnd>();
        try
        {
            await ExportAsync(summary, exports, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            summary = summary with { Interrupted = true };
        }
        catch (IOException trouble)
        {
            summary = summary with { Trouble = MachineTrouble.Of(trouble) };
        }
        var code = report.Finish(summary, exports, OpenWork(summary), SourceText.Of(project, wish.Stages));
        if (wish.Watch && summary.Stages.Any(stage => stage.Results > 0))
            foreach (var export in project.Pipeline.Exports.Where(ReadsWhatRuns))
                _screen.Talk($"{Shown.Text(project.Show(export.To))} may be behind its folders: filepipe export");
        return code;
    }

    private List<string> Watched() =>
        [.. wish.Stages.Select(stage => stage.From).Distinct().Where(from => !Runs(from)).Select(from => Shown.Text(project.Show($"{project.Pipeline.Data}/{from}")))];

    private async Task<RunSummary> WorkAsync(RunReport report, CancellationToken stop)
    {
        var progress = new RunProgress(_screen, project.Pipeline, wish.Watch ? Watched() : [], session.Clock);
        await using var _ = progress.ConfigureAwait(false);
        return await MakeRunner(session, project, wish.Debug, new ProcessQuarantine(session, project)).RunAsync(
            new() { Stages = [.. wish.Stages.Select(stage => stage.Name)], Watch = wish.Watch, Force = wish.Force, Keys = wish.Keys, Remaking = TellRemakes },
            report.Tell, progress.Begin, stop, session.Signals.StopNow).ConfigureAwait(false);
    }

    internal static PipelineRunner MakeRunner(Session session, Project project, bool debug, IQuarantine? quarantine)
    {
        var logs = new ScreenLog(session.Screen, debug ? LogLevel.Trace : LogLevel.Warning);
        var services = new ServiceCollection()
            .AddSingleton(session.Clock)
            .AddSingleton(session.Files)
            .AddSingleton<ILoggerFactory>(logs)
            .BuildServiceProvider();
        return new(project.Pipeline, project.Volume, services, session.Clock, new Random(), logs, quarantine);
    }

    /// <summary>Nothing is made again by surprise: a line before it begins, with the way to keep what there is.</summary>
    private void TellRemakes(IReadOnlyList<StageRemake> remakes)
    {
        if (remakes.Sum(remake => remake.Total) <= Consent.Few)
            return;
        foreach (var remake in remakes.Where(remake => remake.Total > 0))
        {
            var reasons = string.Join(", ", remake.Reasons.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key.Name()} {Words.Number(pair.Value)}"));
            _screen.Talk($"{remake.Stage}: {(remake.IsAtLeast ? "at least " : "")}{Words.Count(remake.Total, "result")} will be made again ({reasons})"
                + (remake.Standing > 0 ? $"; to keep them, stop and type: filepipe accept {remake.Stage}" : ""));
        }
    }

    private void Told(int times)
    {
        if (times == 1)
            _screen.Talk("Stopping: running items may end (30 s at most). Ctrl-C again leaves at once.");
    }

    /// <summary>Those whose stages have all been run; when the run was cut short, none: their folders may still change.</summary>
    private async Task ExportAsync(RunSummary summary, List<ExportEnd> ends, CancellationToken cancel)
    {
        if (wish.Watch || summary.Interrupted || summary.Trouble is not null)
            return;
        var changed = summary.Stages.Any(stage => stage.Results > 0);
        if (!changed && summary.Stages.All(stage => stage.UpToDate == 0))
            return; // there are no rows to be had
        foreach (var export in project.Pipeline.Exports.Where(IsWished))
        {
            var end = DatasetExports.Make(session, project, export, onlyWhenBehind: !changed, cancel);
            while (end.Problem is { OtherIsRunning: true })
            {
                // Another run has ended with the same work: it makes this dataset, and what it may lack is added.
                await Task.Delay(Beat, session.Clock, cancel).ConfigureAwait(false);
                end = DatasetExports.Make(session, project, export, onlyWhenBehind: true, cancel);
            }
            var hasNewGaps = end is { Result: null, Problem: null } && summary.Stages.Any(stage => stage.Dead > 0);
            ends.Add(hasNewGaps ? DatasetExports.WithLacks(session, project, export, end) : end);
        }
    }

    /// <summary>Everything was to be run, or all stages that it joins.</summary>
    private bool IsWished(ExportDefinition export) =>
        wish.IsWhole || export.From.All(input => Runs(input.Folder) || project.Graph.Producer(input.Folder) is null);

    private bool ReadsWhatRuns(ExportDefinition export) => export.From.Any(input => Runs(input.Folder));

    private bool Runs(string folder) => wish.Stages.Any(stage => stage.Name == folder);

    /// <summary>Stages where work is left because a hand has paused them.</summary>
    private List<string> OpenWork(RunSummary summary)
    {
        if (summary.Interrupted || summary.Trouble is not null)
            return [];
        var left = new List<string>();
        foreach (var meter in summary.Stages.Where(meter => meter.IsPaused))
        {
            using var stage = StageView.Open(project.Volume, project.Pipeline, wish.Stages.First(stage => stage.Name == meter.Stage), session.Clock);
            if (stage.List().Any(entry => entry.Verdict.IsRunnable || entry.Verdict.Waits))
                left.Add(meter.Stage);
        }
        return left;
    }

    private int Foretell()
    {
        var forecast = RunForecast.Make(project.Volume, project.Pipeline, wish.Stages, wish.Force, session.Clock);
        if (wish.Json)
        {
            _screen.AnswerJson(ForecastText.Json(forecast));
            return ExitCode.Done;
        }
        var sources = SourceText.Of(project, wish.Stages);
        var isEmpty = ForecastText.IsEmpty(forecast);
        foreach (var line in ForecastText.Lines(forecast, isEmpty ? SourceText.Empty(project, sources, wish.Stages[0].From) : "", _screen.Paint))
            _screen.Answer(line);
        if (isEmpty)
            return ExitCode.Done;
        foreach (var export in project.Pipeline.Exports.Where(IsWished).Where(export => forecast.Total > 0 || DatasetExports.IsBehind(project, export)))
            _screen.Answer($"  Would make {Shown.Text(project.Show(export.To))} anew");
        foreach (var line in SourceText.NotTaken(project, sources))
            _screen.Talk(line);
        return ExitCode.Done;
    }
}
