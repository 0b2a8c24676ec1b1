using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>
/// Proves what the protocol promises, from the disk alone: every input is in exactly one state, every result is whole and what its
/// ledger line says, and no file belongs to nobody. Changes nothing. While others work, what comes and goes is looked at twice.
/// </summary>
public static class FolderCheck
{
    public static CheckReport Run(IVolume volume, PipelineGraph graph, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(graph);
        var findings = new List<Finding>();
        var stages = new List<StageBalance>();
        var results = 0;
        CheckRoot(volume, graph, findings);
        var owners = new Owners(volume, graph.Pipeline.Data);
        owners.Check(findings);
        foreach (var definition in graph.Stages)
        {
            using var view = StageView.Open(volume, graph.Pipeline, definition, clock);
            using var folder = volume.OpenFolder($"{graph.Pipeline.Data}/{definition.Name}");
            if (folder is not null)
            {
                new HiddenFiles(volume, folder, view, owners, findings).Check();
                results += new ResultFiles(volume, view, findings).Check();
            }
            stages.Add(Count(volume, graph.Pipeline, view, findings));
        }
        return new(stages, findings, results);
    }

    private static void CheckRoot(IVolume volume, PipelineGraph graph, List<Finding> findings)
    {
        using var root = volume.OpenFolder(graph.Pipeline.Data);
        if (root is null)
            return;
        var known = graph.Pipeline.Sources.Select(source => source.Name).Concat(graph.Stages.Select(stage => stage.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in volume.List(root).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name == WorkerLease.FolderName || entry.Name.StartsWith(".git", StringComparison.Ordinal) || known.Contains(entry.Name))
                continue;
            findings.Add(new(entry.Name, FindingKind.Other, "", entry.Kind == EntryKind.Folder ? "the folder of no stage and no source" : "a file beside the folders"));
        }
    }

    private static StageBalance Count(IVolume volume, PipelineDefinition pipeline, StageView view, List<Finding> findings)
    {
        var balance = CountOnce(volume, pipeline, view);
        if (!balance.IsEven) // something has come or gone between the two listings
            balance = CountOnce(volume, pipeline, view);
        if (!balance.IsEven)
            findings.Add(new(view.Name, FindingKind.Unbalanced, "", $"{balance.Inputs} inputs, but {balance.States.Values.Sum()} in all states"));
        return balance;
    }

    private static StageBalance CountOnce(IVolume volume, PipelineDefinition pipeline, StageView view)
    {
        var states = view.List().Where(entry => entry.Problem is null && entry.Verdict.State != Planning.ItemState.Gone)
            .CountBy(entry => entry.Verdict.State).ToDictionary();
        return new(view.Name, Keys(volume, pipeline, view.Input).Count, states);
    }

    /// <summary>The keys of a folder by a walk of its own, so that a mistake in the plan's listing would show.</summary>
    private static HashSet<string> Keys(IVolume volume, PipelineDefinition pipeline, ItemFolder input)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        using var folder = volume.OpenFolder($"{pipeline.Data}/{input.Name}");
        if (folder is null)
            return keys;
        foreach (var (name, _) in Walk.Below(volume, folder, "", into: name => !IsItem(name)))
        {
            if (input.Extensions.FirstOrDefault(one => name.EndsWith(one, StringComparison.Ordinal)) is { } extension
                && ItemKey.TryParse(name[..^extension.Length], out var key))
                keys.Add(key.Value);
        }
        return keys;

        bool IsItem(string name) => input.Extensions.Any(extension => name.EndsWith(extension, StringComparison.Ordinal));
    }
}
