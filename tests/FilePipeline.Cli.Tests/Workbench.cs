using System.Text;
using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Stages;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests;

/// <summary>A project in a fresh folder, and the program called in this process.</summary>
internal sealed class Workbench : IDisposable
{
    public const string TwoStages = """
        name: demo
        sources: { inbox: {} }
        stages:
          first: { from: inbox, uses: test.obey, concurrency: 1, retry: { attempts: 3 } }
          second: { from: first, uses: json.copy, concurrency: 1 }
        exports:
          all: { from: { first: all }, to: datasets/all }

        """;

    public Workbench(string? pipeline = TwoStages)
    {
        if (pipeline is not null)
            Folder.Write("pipeline.yaml", pipeline);
    }

    public TempFolder Folder { get; } = new();

    public TimeProvider Clock { get; set; } = new FixedClock();

    public ScreenTraits Traits { get; set; } = new();

    public Dictionary<string, string> Environment { get; } = [];

    public string Input { get; set; } = "";

    public bool InputIsTerminal { get; set; }

    public Func<IVolume> OpenVolume { get; set; } = SystemVolume.Open;

    /// <summary>Where the program is called; the project's folder itself by default.</summary>
    public string? Below { get; set; }

    /// <summary>Can be told to stop, in the call that comes next.</summary>
    public StopSignals Signals { get; private set; } = NewSignals();

    /// <summary>Drops an item that was last written an hour ago.</summary>
    public void Drop(string name, string content = "{}")
    {
        var path = Folder.Write($"data/inbox/{name}", content);
        File.SetLastWriteTimeUtc(path, FixedClock.Noon.UtcDateTime.AddHours(-1));
    }

    public Task<Ended> CallAsync(params string[] args) => CallAsync(answerGone: default, args);

    public async Task<Ended> CallAsync(CancellationToken answerGone, params string[] args)
    {
        using var answer = new MemoryStream();
        using var talk = new StringWriter { NewLine = "\n" };
        int code;
        using (var session = new Session
        {
            Screen = new(answer, talk, Traits, answerGone),
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            InputIsTerminal = InputIsTerminal,
            Folder = Below is null ? Folder.Path : Folder[Below],
            Environment = name => Environment.GetValueOrDefault(name),
            Signals = Signals,
            Clock = Clock,
            OpenVolume = OpenVolume,
            Catalog = () => FilePipelineStages.AddTo(new StageCatalog()).Add<ObeyingStage>(),
        })
        {
            code = await CommandLine.RunAsync(args, session);
        }
        Signals = NewSignals();
        return new(code, Encoding.UTF8.GetString(answer.ToArray()), talk.ToString());
    }

    public void Dispose()
    {
        Signals.Dispose();
        Folder.Dispose();
    }

    private static StopSignals NewSignals() => new(TimeProvider.System, _ => throw new InvalidOperationException("the process would have been ended"));
}

/// <summary>What a call left.</summary>
internal sealed record Ended(int Code, string Answer, string Talk)
{
    /// <summary>The answer as one JSON document; fails where it is none.</summary>
    public JsonElement Json => JsonDocument.Parse(Answer).RootElement;

    public IReadOnlyList<JsonElement> JsonLines =>
        [.. Answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public IReadOnlyList<string> Lines => Answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
