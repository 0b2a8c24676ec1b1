using System.IO.Abstractions;
using System.Reflection;
using System.Text;
using FilePipeline.Cli.Output;
using FilePipeline.Definition;
using FilePipeline.Stages;
using FilePipeline.Storage;

namespace FilePipeline.Cli;

/// <summary>Everything that one call of the program has from outside, so that tests can give it something else.</summary>
internal sealed record Session : IDisposable
{
    public static string Version { get; } =
        typeof(Session).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public required Screen Screen { get; init; }

    /// <summary>What is piped or typed in.</summary>
    public required Func<Stream> Input { get; init; }

    public bool InputIsTerminal { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public required StopSignals Signals { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IFileSystem Files { get; init; } = new FileSystem();

    public Func<IVolume> OpenVolume { get; init; } = SystemVolume.Open;

    /// <summary>What <c>uses:</c> may name.</summary>
    public Func<StageCatalog> Catalog { get; init; } = () => FilePipelineStages.AddTo(new StageCatalog());

    public static Session OfThisProcess(string[] args)
    {
        Func<string, string?> environment = System.Environment.GetEnvironmentVariable;
        var answer = new OutputStream(1);
        var talk = new StreamWriter(new OutputStream(2), new UTF8Encoding(false), 1 << 14);
        return new()
        {
            Screen = new(answer, talk, ScreenTraits.Of(environment, args, !Console.IsOutputRedirected, !Console.IsErrorRedirected), answer.Gone),
            Input = Console.OpenStandardInput,
            InputIsTerminal = !Console.IsInputRedirected,
            Folder = System.Environment.CurrentDirectory,
            Environment = environment,
            Signals = new StopSignals(TimeProvider.System, leave: System.Environment.Exit),
        };
    }

    public void Dispose()
    {
        Signals.Dispose();
        Screen.Dispose();
    }
}
