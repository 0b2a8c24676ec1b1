using System.Text.Json;
using FilePipeline.Cli.Output;

namespace FilePipeline.Cli;

/// <summary>Where an item stands in a dataset that was exported.</summary>
/// <param name="Dataset">Its folder, as people see it.</param>
internal sealed record DatasetRow(string Dataset, string Split)
{
    /// <summary>By the list of rows that lies in each dataset; datasets that were not exported yet are left out.</summary>
    public static IReadOnlyList<DatasetRow> Find(Session session, Project project, ItemKey key)
    {
        var begin = $"{{\"key\":{JsonSerializer.Serialize(key.Value, Item.Json)},";
        var rows = new List<DatasetRow>();
        foreach (var export in project.Pipeline.Exports)
        {
            var list = session.Files.Path.Combine(export.To, "rows.jsonl");
            if (!session.Files.File.Exists(list))
                continue;
            if (session.Files.File.ReadLines(list).FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) is not { } line)
                continue;
            using var row = JsonDocument.Parse(line);
            rows.Add(new(Shown.Text(project.Show(export.To)), row.RootElement.GetProperty("split").GetString()!));
        }
        return rows;
    }
}
