using System.Globalization;
using System.Text;
using FilePipeline.Definition;

namespace FilePipeline.Datasets;

/// <summary>
/// The dataset card, <c>README.md</c>, as the Hugging Face hub reads it: YAML front matter, then text. Of a card that is there already
/// the export's keys of the front matter and the part between the two marks are written anew; all else is kept byte for byte.
/// </summary>
internal sealed class DatasetCard(DatasetFacts facts)
{
    private const string Begin = "<!-- filepipe:begin -->";
    private const string End = "<!-- filepipe:end -->";

    /// <param name="standing">The card as it stands; <c>null</c> when there is none.</param>
    /// <exception cref="DatasetException">The marks of the standing card do not belong together.</exception>
    public byte[] Write(byte[]? standing)
    {
        // one byte, one character: what the user wrote comes out as it went in, whatever its encoding
        var card = Encoding.Latin1.GetString(standing ?? Encoding.UTF8.GetBytes($"\n# {facts.Name}\n\n"));
        CardFrontMatter.Split(card, out var users, out var body);
        if (users.Length > 0 && !users.EndsWith('\n'))
            users += "\n";
        var begin = body.IndexOf(Begin, StringComparison.Ordinal);
        var end = body.IndexOf(End, StringComparison.Ordinal);
        var block = AsLatin1(Block());
        if (begin < 0 && end < 0)
            body += (body.EndsWith("\n\n", StringComparison.Ordinal) ? "" : body.EndsWith('\n') ? "\n" : "\n\n") + block + "\n";
        else if (begin >= 0 && end > begin && IsOnly(body, Begin, begin) && IsOnly(body, End, end))
            body = body[..begin] + block + body[(end + End.Length)..];
        else
            throw new DatasetException(facts.Name, [$"the marks in {DatasetNames.Card} do not belong together: there must be one line `{Begin}` "
                + $"and one line `{End}` after it, or neither. Mend the card, or delete both marks to have the part written at its end."]);
        return Encoding.Latin1.GetBytes($"---\n{users}{AsLatin1(FrontMatter())}---\n{body}");
    }

    private static bool IsOnly(string body, string mark, int at) => body.IndexOf(mark, at + 1, StringComparison.Ordinal) < 0;

    private static string AsLatin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private string FrontMatter()
    {
        var yaml = new StringBuilder("configs:\n- config_name: default\n  data_files:\n");
        // one empty split makes `datasets.load_dataset` refuse all of them
        IReadOnlyList<SplitSummary> shown = facts.Rows == 0 ? facts.Splits : [.. facts.Splits.Where(split => split.Rows > 0)];
        foreach (var split in shown)
            yaml.Append(CultureInfo.InvariantCulture, $"  - split: {YamlText.Quote(split.Name)}\n    path: {YamlText.Quote($"{DatasetNames.Data}/{split.Name}-*")}\n");
        yaml.Append("dataset_info:\n");
        // of plain text the hub finds the types by looking, and refuses what it finds otherwise
        if (facts.Format == ExportFormat.Parquet)
        {
            yaml.Append("  features:\n");
            HubFeatures.Write(yaml, facts.Schema.Fields, 2);
        }
        yaml.Append("  splits:\n");
        foreach (var split in shown)
            yaml.Append(CultureInfo.InvariantCulture, $"  - name: {YamlText.Quote(split.Name)}\n    num_bytes: {split.JsonBytes}\n    num_examples: {split.Rows}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  download_size: {shown.Sum(split => split.FileBytes)}\n  dataset_size: {shown.Sum(split => split.JsonBytes)}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"size_categories:\n- {SizeCategory(facts.Rows)}\n");
        return yaml.ToString();
    }

    private static string SizeCategory(long rows)
    {
        string[] names = ["1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"];
        var at = 0;
        for (var limit = 1000L; at < names.Length && rows >= limit; limit *= 10)
            at++;
        return at == 0 ? $"n<{names[0]}" : at == names.Length ? $"n>{names[^1]}" : $"{names[at - 1]}<n<{names[at]}";
    }

    private string Block()
    {
        var text = new StringBuilder();
        text.Append(Begin).Append("\n<!-- written anew by each export; your own text is safe above and below -->\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Version {facts.Version}. {facts.Rows:N0} rows, {Unit()}, sorted by key. {Origin()}\n");
        if (facts.Lack is { } missing)
            text.Append(CultureInfo.InvariantCulture, $"\n**Partial**: {missing}\n");
        foreach (var lack in facts.NotCompleted)
            text.Append(CultureInfo.InvariantCulture, $"\n**Partial**: {lack.Count:N0} {lack.State} in `{lack.Folder}`.\n");
        text.Append("\n| split | rows | files | bytes |\n|---|---:|---:|---:|\n");
        foreach (var split in facts.Splits)
            text.Append(CultureInfo.InvariantCulture, $"| {split.Name} | {split.Rows:N0} | {facts.Files.Count(file => file.Split == split.Name)} | {split.FileBytes:N0} |\n");
        if (facts.Splits.Where(split => split.Rows == 0).Select(split => $"`{split.Name}`").ToList() is { Count: > 0 } empty && facts.Rows > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nWithout rows, and for that reason not among the configured splits: {string.Join(", ", empty)}.\n");
        if (facts.Split is { } rule)
            text.Append(CultureInfo.InvariantCulture, $"\nA row's split is decided by its key alone (weights {string.Join(" : ", rule.Parts.Select(part => part.Weight))}, salt `{rule.Salt}`): rows that come or go never move another.\n");
        var described = facts.Descriptions.Count > 0;
        text.Append(described ? "\n| column | type | |\n|---|---|---|\n" : "\n| column | type |\n|---|---|\n");
        foreach (var field in facts.Schema.Fields)
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(field.Name)} | `{Cell(field.Type.ToString())}` |{(described ? $" {Cell(facts.Descriptions.GetValueOrDefault(field.Name, ""))} |" : "")}\n");
        if (facts.LeftOut.Count > 0)
        {
            text.Append("\nLeft out:\n\n| folder | reason | items | first |\n|---|---|---:|---|\n");
            foreach (var one in facts.LeftOut)
                text.Append(CultureInfo.InvariantCulture, $"| {one.Folder} | {one.Reason} | {one.Count:N0} | {Cell(string.Join(", ", one.First))} |\n");
        }
        text.Append("\n```python\ndatasets.load_dataset(\"path/to/this/folder\")\n");
        var (polars, extension) = facts.Format switch
        {
            ExportFormat.Csv => ("scan_csv", "csv"),
            ExportFormat.Jsonl => ("scan_ndjson", "jsonl"),
            _ => ("read_parquet", "parquet"),
        };
        text.Append(CultureInfo.InvariantCulture, $"polars.{polars}(\"{DatasetNames.Data}/{facts.Splits[0].Name}-*.{extension}\")\n");
        text.Append(CultureInfo.InvariantCulture, $"duckdb.sql(\"from '{DatasetNames.Data}/*.{extension}'\")\n```\n\n{End}");
        return text.ToString();
    }

    private string Unit() => facts.RowsOf is { } field
        ? string.Create(CultureInfo.InvariantCulture, $"one per element of `{field}` of {facts.Items:N0} items")
        : "one per item";

    private string Origin() => facts.Inputs.Count == 1
        ? $"Made from the folder `{facts.Inputs[0].Folder}`."
        : $"Made from the folders {string.Join(", ", facts.Inputs.Select(input => $"`{input.Folder}`"))}, joined by key.";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
