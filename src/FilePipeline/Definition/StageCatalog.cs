using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace FilePipeline.Definition;

/// <summary>The stages that <c>uses:</c> may name.</summary>
public sealed class StageCatalog
{
    private readonly SortedDictionary<string, StageDescriptor> _stages = new(StringComparer.Ordinal);

    public IReadOnlyCollection<StageDescriptor> Stages => _stages.Values;

    /// <exception cref="ArgumentException">Another type has the name already.</exception>
    public StageCatalog Add<T>() where T : IStage => Add(StageDescriptor.Of(typeof(T)));

    public StageCatalog Add(StageDescriptor stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (!_stages.TryAdd(stage.Name, stage))
            throw new ArgumentException($"two stages are named {stage.Name}: {_stages[stage.Name].Type} and {stage.Type}", nameof(stage));
        return this;
    }

    public bool TryGet(string name, [NotNullWhen(true)] out StageDescriptor? stage) => _stages.TryGetValue(name, out stage);

    /// <summary>An instance for a pipeline's stage: the parameters and whatever else its constructor asks for from <paramref name="services"/>.</summary>
    public static IStage Create(StageDefinition stage, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(stage);
        object[] given = stage.With is { } parameters ? [parameters] : [];
        return (IStage)ActivatorUtilities.CreateInstance(services, stage.Uses.Type, given);
    }
}
