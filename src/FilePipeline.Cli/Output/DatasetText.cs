using FilePipeline.Datasets;

namespace FilePipeline.Cli.Output;

/// <summary>A dataset for people.</summary>
internal sealed class DatasetText(Paint paint, DatasetDescription dataset)
{
    private const int CellWidth = 28;

    public IEnumerable<string> Lines()
    {
        yield return $"{paint.Bold(dataset.Name)}  {dataset.Version}  {Words.Count(dataset.Rows, "row")}{(dataset.Items == dataset.Rows ? "" : $" of {Words.Count(dataset.Items, "item")}")}{(dataset.IsPartial ? "  " + paint.Yellow("partial") : "")}";
        var splits = new Table().Row(Head("split"), HeadRight("rows"), HeadRight("files"), HeadRight("bytes"));
        foreach (var split in dataset.Splits)
            splits.Row(split.Name, Table.Cell.Right(Words.Number(split.Rows)), Table.Cell.Right(Words.Number(dataset.Files.Count(file => file.Split == split.Name))), Table.Cell.Right(Words.Size(split.FileBytes)));
        foreach (var line in splits.Lines("  "))
            yield return line;
        yield return "";
        var columns = new Table().Row(Head("column"), Head("type"), "");
        foreach (var column in dataset.Columns)
            columns.Row(Shown.Text(column.Name), Shown.Text(column.Type), Shown.Text(column.Description ?? ""));
        foreach (var line in columns.Lines("  "))
            yield return line;
    }

    public IEnumerable<string> Lines(IReadOnlyList<ColumnStatistics> statistics)
    {
        var table = new Table().Row(Head("column"), Head("type"), HeadRight("values"), HeadRight("nulls"), HeadRight("distinct"), Head("min"), Head("max"));
        foreach (var one in statistics)
            table.Row(
                Shown.Text(one.Column.Name), Cut(one.Column.Type), Table.Cell.Right(Words.Number(one.Values)), Table.Cell.Right(Words.Number(one.Nulls)),
                Table.Cell.Right(Words.Number(one.Distinct)), Cut(one.Min ?? ""), Cut(one.Max ?? ""));
        return table.Lines();
    }

    public IEnumerable<string> Lines(DatasetChanges changes, DatasetVersion before)
    {
        yield return $"{before} → {dataset.Version}{(changes.IsNone ? "  the same rows and columns" : "")}";
        foreach (var (count, verb, first) in new[]
        {
            (changes.Rows.Added, "added", changes.Rows.FirstAdded), (changes.Rows.Removed, "removed", changes.Rows.FirstRemoved),
            (changes.Rows.Changed, "changed", changes.Rows.FirstChanged), (changes.Rows.Moved, "moved to another split", changes.Rows.FirstMoved),
        })
        {
            if (count > 0)
                yield return $"  {Words.Count(count, "row")} {verb}: {string.Join(", ", first.Select(Shown.Text))}{(count > first.Count ? ", …" : "")}";
        }
        foreach (var (columns, verb) in new[] { (changes.ColumnsAdded, "added"), (changes.ColumnsRemoved, "removed"), (changes.ColumnsRetyped, "of another type") })
        {
            if (columns.Count > 0)
                yield return $"  {(columns.Count == 1 ? "column" : "columns")} {verb}: {string.Join(", ", columns.Select(Shown.Text))}";
        }
    }

    private static string Cut(string text) => Shown.Cut(Shown.Text(text), CellWidth);

    private Table.Cell Head(string text) => new(text, Paint: paint.Dim);

    private Table.Cell HeadRight(string text) => Table.Cell.Right(text, paint.Dim);
}
