using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Datasets;

namespace FilePipeline.Cli;

/// <summary>Where an item stands in a dataset that was exported.</summary>
/// <param name="Dataset">Its folder, as people see it.</param>
/// <param name="File">Below that folder.</param>
internal sealed record DatasetRow(string Dataset, string Split, string File)
{
    /// <summary>By the list of rows that lies in each dataset; datasets that were not exported yet, or are damaged, are left out.</summary>
    public static IReadOnlyList<DatasetRow> Find(Session session, Project project, ItemKey key)
    {
        var rows = new List<DatasetRow>();
        foreach (var export in project.Pipeline.Exports)
        {
            try
            {
                if (ExportedDataset.TryOpen(session.Files, export.To)?.FileOf(key) is { } file)
                    rows.Add(new(Shown.Text(project.Show(export.To)), file.Split, file.Path));
            }
            catch (Exception problem) when (problem is InvalidDataException or JsonException)
            {
            }
        }
        return rows;
    }
}
