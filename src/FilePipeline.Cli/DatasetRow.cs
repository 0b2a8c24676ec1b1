using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Datasets;

namespace FilePipeline.Cli;

/// <summary>Where an item stands in a dataset, or will.</summary>
/// <param name="Dataset">Its folder, as people see it.</param>
/// <param name="File">Below that folder; <c>null</c>: it is not exported, and the next export puts it there.</param>
internal sealed record DatasetRow(string Dataset, string Split, string? File)
{
    /// <summary>By the list of rows that lies in each dataset, and by what lies in the folders for the next; datasets that are damaged are left out.</summary>
    public static IReadOnlyList<DatasetRow> Find(Session session, Project project, ItemKey key)
    {
        var rows = new List<DatasetRow>();
        foreach (var export in project.Pipeline.Exports)
        {
            var dataset = Shown.Text(project.Show(export.To));
            try
            {
                if (ExportedDataset.TryOpen(session.Files, export.To)?.FileOf(key) is { } file)
                    rows.Add(new(dataset, file.Split, file.Path));
                else if (export.From.All(input => project.Holds(input.Folder, key)))
                    rows.Add(new(dataset, export.Split is { } split ? split.Parts[new SplitRule(split).PartOf(key.Value)].Name : "train", null));
            }
            catch (Exception problem) when (problem is InvalidDataException or JsonException)
            {
            }
        }
        return rows;
    }
}
