using System.Text.Json;
using FilePipeline.Cli.Output;
using FilePipeline.Datasets;

namespace FilePipeline.Cli;

/// <summary>Where an item stands in a dataset, or will.</summary>
/// <param name="Dataset">Its folder, as people see it.</param>
/// <param name="IsExported"><c>false</c>: the next export puts it there.</param>
internal sealed record DatasetRow(string Dataset, string Split, bool IsExported)
{
    /// <summary>By the list of rows that lies in each dataset, and by what lies in the folders for the next.</summary>
    public static IReadOnlyList<DatasetRow> Find(Session session, Project project, ItemKey key)
    {
        var begin = $"{{\"key\":{JsonSerializer.Serialize(key.Value, Item.Json)},";
        var rows = new List<DatasetRow>();
        foreach (var export in project.Pipeline.Exports)
        {
            var dataset = Shown.Text(project.Show(export.To));
            var list = session.Files.Path.Combine(export.To, "rows.jsonl");
            if (session.Files.File.Exists(list) && session.Files.File.ReadLines(list).FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) is { } line)
            {
                using var row = JsonDocument.Parse(line);
                rows.Add(new(dataset, row.RootElement.GetProperty("split").GetString()!, IsExported: true));
            }
            else if (export.From.All(input => project.Holds(input.Folder, key)))
            {
                rows.Add(new(dataset, export.Split is { } split ? split.Parts[new SplitRule(split).PartOf(key.Value)].Name : "train", IsExported: false));
            }
        }
        return rows;
    }
}
