using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Storage;
using FilePipeline.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Tests.Running;

/// <summary>inbox → first → second over scripted stages, on the real disk.</summary>
public sealed class TestPipeline : IDisposable
{
    private static readonly StageDescriptor Scripted = StageDescriptor.Of(typeof(ScriptedStage));

    public TestPipeline()
    {
        Definition = new()
        {
            Name = "test",
            Root = Folder.Path,
            Data = Folder["data"],
            Sources = [new() { Name = "inbox", Extensions = [".json", ".html"], Settle = TimeSpan.Zero }],
            Stages = [Stage("first", "inbox"), Stage("second", "first")],
        };
    }

    public TempFolder Folder { get; } = new();

    public StageScript Script { get; } = new();

    public IVolume Volume { get; init; } = SystemVolume.Open();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Of names and delays: two processes on one disk want two.</summary>
    public int Seed { get; init; } = 1;

    public PipelineDefinition Definition { get; set; }

    public static StageDefinition Stage(string name, string from) =>
        new() { Name = name, From = from, Uses = Scripted, WithDigest = "", Concurrency = 2 };

    /// <summary>Changes one stage's definition.</summary>
    public void Change(string stage, Func<StageDefinition, StageDefinition> change) =>
        Definition = Definition with { Stages = [.. Definition.Stages.Select(one => one.Name == stage ? change(one) : one)] };

    public void Drop(string name, string content = "{ \"a\": 1 }") => Folder.Write($"data/inbox/{name}", content);

    public Task<RunSummary> RunAsync(RunOptions? options = null, Action<RunEvent>? report = null, CancellationToken stop = default, CancellationToken stopNow = default)
    {
        var services = new ServiceCollection().AddSingleton(Script).BuildServiceProvider();
        return new PipelineRunner(Definition, Volume, services, Clock, new Random(Seed), NullLoggerFactory.Instance)
            .RunAsync(options ?? new(), report, started: null, stop, stopNow);
    }

    public Dictionary<string, Verdict> Plan(string stage)
    {
        var definition = Definition.Stages.Single(one => one.Name == stage);
        using var input = PipelineFolders.OpenInput(Volume, Definition, definition);
        using var folder = FilePipeline.Folders.StageFolder.Open(Volume, $"{Definition.Data}/{stage}", stage);
        var freshness = new Freshness(input, folder, StageSettings.Of(Definition, definition), Clock);
        return new StagePlan(input, folder, freshness).List().ToDictionary(entry => entry.Name, entry => entry.Verdict);
    }

    /// <summary>All files below data, without the ledgers.</summary>
    public IReadOnlyList<string> Files() => [.. Folder.Files("data").Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal))];

    public void Dispose() => Folder.Dispose();
}
