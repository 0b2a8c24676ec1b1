using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Definition.Binding;

/// <summary>Looks at all stages together: does each read a folder that something fills?</summary>
internal sealed class GraphCheck(IReadOnlyList<StageDraft> stages, IReadOnlySet<string> sources, PipelineFolders folders, Problems problems)
{
    private readonly Dictionary<string, StageDraft> _byName = stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);

    public void Run()
    {
        foreach (var stage in stages)
        {
            if (stage.FromName is not null)
                folders.Check(stage.FromName, stage.From!);
        }
        FindCycles();
        FindUnfed();
    }

    /// <summary>A stage reads one folder, so from each stage there is one way up: a walk that meets itself is a cycle.</summary>
    private void FindCycles()
    {
        var done = new HashSet<StageDraft>(ReferenceEqualityComparer.Instance);
        foreach (var start in stages)
        {
            var path = new List<StageDraft>();
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var stage = start; stage is not null && !done.Contains(stage); stage = Above(stage))
            {
                if (!places.TryAdd(stage.Name, path.Count))
                {
                    SayCycle(path[places[stage.Name]..]);
                    break;
                }
                path.Add(stage);
            }
            done.UnionWith(path);
        }
    }

    private void SayCycle(List<StageDraft> upward)
    {
        var names = upward.Select(stage => stage.Name).Reverse().ToList();
        // told from the stage that stands first in the file
        var first = upward.MinBy(stage => stage.Key.Span.Start)!;
        var turn = names.IndexOf(first.Name);
        var path = names.Skip(turn).Concat(names.Take(turn)).Append(first.Name);
        problems.Error(Codes.Cycle, first.From!.Span, $"the stages read each other in a circle: {string.Join(" → ", path)}", "no item can ever get in here", "let one of them read a source");
    }

    private void FindUnfed()
    {
        foreach (var stage in stages)
        {
            if (stage.Enabled && Above(stage) is { Enabled: false } above)
                problems.Warning(Codes.NothingFeeds, stage.From!.Span, $"stage `{stage.Name}` reads `{above.Name}`, which is not enabled", "no new items come from here",
                    $"enable `{above.Name}`, or disable `{stage.Name}` as well", (above.Key.Span, "not enabled"));
        }
    }

    private StageDraft? Above(StageDraft stage) =>
        stage.FromName is null || sources.Contains(stage.FromName) ? null : _byName.GetValueOrDefault(stage.FromName);
}
