using System.Diagnostics.CodeAnalysis;
using FilePipeline.Definition.Words;

namespace FilePipeline.Definition;

/// <summary>How the stages of a valid pipeline hang together. A stage reads one folder, so the graph is a forest whose roots are sources.</summary>
public sealed class PipelineGraph
{
    private readonly Dictionary<string, StageDefinition> _producers = new(StringComparer.Ordinal);
    private readonly ILookup<string, StageDefinition> _consumers;

    /// <exception cref="ArgumentException">Stages read each other in a circle.</exception>
    public PipelineGraph(PipelineDefinition pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        Pipeline = pipeline;
        foreach (var stage in pipeline.Stages)
            _producers.Add(stage.Name, stage);
        _consumers = pipeline.Stages.ToLookup(stage => stage.From, StringComparer.Ordinal);
        Stages = Sort();
        if (Stages.Count < pipeline.Stages.Count)
            throw new ArgumentException("stages read each other in a circle", nameof(pipeline));
    }

    public PipelineDefinition Pipeline { get; }

    /// <summary>Each after the stage it reads; otherwise as written.</summary>
    public IReadOnlyList<StageDefinition> Stages { get; }

    /// <summary>The stages that read a folder, as written.</summary>
    public IEnumerable<StageDefinition> Consumers(string folder) => _consumers[folder];

    /// <summary>The stage that writes a folder; <c>null</c> for a source.</summary>
    public StageDefinition? Producer(string folder) => _producers.GetValueOrDefault(folder);

    /// <summary>All stages that what a stage writes flows to, in the order of <see cref="Stages"/>, without itself.</summary>
    public IReadOnlyList<StageDefinition> Downstream(StageDefinition stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var reached = new HashSet<string>(StringComparer.Ordinal) { stage.Name };
        return [.. Stages.Where(candidate => reached.Contains(candidate.From) && reached.Add(candidate.Name))];
    }

    /// <summary>All stages that fill what a stage reads, in the order of <see cref="Stages"/>, without itself.</summary>
    public IReadOnlyList<StageDefinition> Upstream(StageDefinition stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var above = new List<StageDefinition>();
        for (var producer = Producer(stage.From); producer is not null; producer = Producer(producer.From))
            above.Add(producer);
        above.Reverse();
        return above;
    }

    /// <summary>
    /// The stages that words of the command line name: <c>extract</c>; <c>extract+</c> with all after it; <c>+extract</c>
    /// with all before; no word at all: every stage. In the order of <see cref="Stages"/>, each once.
    /// </summary>
    /// <param name="problem">When <c>false</c>: a sentence that ends with the nearest name.</param>
    public bool TrySelect(IEnumerable<string> words, out IReadOnlyList<StageDefinition> stages, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(words);
        var chosen = new HashSet<StageDefinition>(ReferenceEqualityComparer.Instance);
        var isAny = false;
        (stages, problem) = ([], null);
        foreach (var word in words)
        {
            isAny = true;
            var before = word.StartsWith('+');
            var after = word.Length > 1 && word.EndsWith('+');
            var name = word[(before ? 1 : 0)..(after ? ^1 : ^0)];
            if (Producer(name) is not { } stage)
            {
                problem = Unknown(name);
                return false;
            }
            chosen.Add(stage);
            if (before)
                chosen.UnionWith(Upstream(stage));
            if (after)
                chosen.UnionWith(Downstream(stage));
        }
        stages = isAny ? [.. Stages.Where(chosen.Contains)] : Stages;
        return true;
    }

    private string Unknown(string name)
    {
        if (Pipeline.Sources.Any(source => source.Name == name))
            return $"`{name}` is a source, not a stage" + (_consumers[name].FirstOrDefault() is { } reader ? $"; `{reader.Name}+` runs what reads it" : "");
        return $"there is no stage `{name}`; " + (NearestName.Of(name, _producers.Keys) is { } nearest
            ? $"did you mean `{nearest}`?"
            : "there are " + string.Join(", ", Pipeline.Stages.Select(stage => stage.Name)));
    }

    /// <summary>Takes the first stage as written whose producer has been taken, again and again.</summary>
    private List<StageDefinition> Sort()
    {
        var sorted = new List<StageDefinition>();
        var ready = new PriorityQueue<StageDefinition, int>();
        var places = Pipeline.Stages.Index().ToDictionary(stage => stage.Item.Name, stage => stage.Index, StringComparer.Ordinal);
        Add(Pipeline.Stages.Where(stage => !_producers.ContainsKey(stage.From)));
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(next);
            Add(_consumers[next.Name]);
        }
        return sorted;

        void Add(IEnumerable<StageDefinition> stages) => ready.EnqueueRange(stages.Select(stage => (stage, places[stage.Name])));
    }
}
