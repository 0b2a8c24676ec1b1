using System.Text;
using System.Text.Json;
using FilePipeline.Folders;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>All that a stage's ledgers say of one key; found by reading them through.</summary>
internal static class LedgerHistory
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<LedgerLine> Of(IVolume volume, string stage, ItemKey key)
    {
        using var ledger = volume.OpenFolder($"{stage}/{Ledger.FolderName}");
        if (ledger is null)
            return [];
        // Every line begins so; only those that do are worth parsing.
        var begin = Encoding.UTF8.GetBytes($"{{\"key\":{JsonSerializer.Serialize(key.Value, Item.Json)},");
        var found = new List<LedgerLine>();
        foreach (var entry in volume.List(ledger).ToList())
        {
            if (entry.Name[0] == '.' || !entry.Name.EndsWith(Ledger.Suffix, StringComparison.Ordinal))
                continue;
            new LedgerSegment(volume, ledger, entry.Name).ReadOn((line, _) =>
            {
                if (line.StartsWith(begin) && LedgerLine.TryParse(line) is { } parsed)
                    found.Add(parsed);
            });
        }
        return [.. found.DistinctBy(line => (line.StartedAt, line.Output)).OrderBy(line => line.StartedAt)];
    }
}
