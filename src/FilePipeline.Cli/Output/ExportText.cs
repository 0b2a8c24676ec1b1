namespace FilePipeline.Cli.Output;

/// <summary>An export for people: one line, and what is worth knowing below it.</summary>
internal static class ExportText
{
    public static IEnumerable<string> Lines(ExportEnd export, Paint paint)
    {
        if (export.Problem is not null)
        {
            yield return $"{export.Path}  {paint.Red("not made")}";
            yield break;
        }
        if (export.Result is not { } result)
        {
            yield return $"{export.Path}  unchanged";
            foreach (var line in Lacks(export, paint))
                yield return line;
            yield break;
        }
        var splits = string.Join(" · ", result.Splits.Select(split => $"{split.Name} {Words.Number(split.Rows)}"));
        yield return $"{paint.Bold(export.Path)}  {splits} {(result.Rows == 1 ? "row" : "rows")}{(export.IsUnchanged ? "  unchanged" : "")}";
        if (result.Lack is { } lack)
            yield return $"  {paint.Yellow("partial")}: {Shown.Text(lack)}";
        foreach (var left in result.LeftOut)
        {
            var why = left.Reason == "missing" ? $"not in {left.Folder}" : $"{left.Reason} in {left.Folder}";
            yield return $"  left out: {Words.Number(left.Count)} {why}, as {string.Join(", ", left.First.Take(2).Select(Shown.Text))}";
        }
        foreach (var line in Lacks(export, paint))
            yield return line;
        foreach (var warning in result.Warnings)
            yield return $"  {paint.Yellow("note")}: {Shown.Text(warning)}";
    }

    private static IEnumerable<string> Lacks(ExportEnd export, Paint paint)
    {
        foreach (var lack in export.NotCompleted.Where(lack => lack.State != "skipped").GroupBy(lack => lack.Folder))
            yield return $"  {paint.Yellow("not complete")}: {lack.Key} has {string.Join(", ", lack.Select(one => $"{Words.Number(one.Count)} {one.State}"))}";
        if (export.Older is [var first, ..])
            yield return $"  {paint.Yellow("note")}: {Words.Count(export.Older.Count, "row comes", "rows come")} from an older input, since what lies there now failed: "
                + $"{Shown.Text(first.Value)}{(export.Older.Count > 1 ? ", …" : "")}";
    }
}
