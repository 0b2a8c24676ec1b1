namespace FilePipeline.Cli.Output;

/// <summary>An export, as <c>export --json</c> and the events of a run have it.</summary>
internal static class ExportJson
{
    public static object Of(ExportEnd export) => new
    {
        export.Name,
        export.Path,
        Unchanged = export.IsUnchanged,
        Version = export.Result?.Version.ToString(),
        Partial = export.Result?.Lack,
        export.Result?.Rows,
        Splits = export.Result?.Splits.Select(split => new { split.Name, split.Rows, Bytes = split.FileBytes }),
        Files = export.Result?.Files,
        Columns = export.Result?.Columns,
        LeftOut = export.Result?.LeftOut,
        export.NotCompleted,
        Older = export.Older.Select(key => key.Value),
        Warnings = export.Result?.Warnings,
        Problems = export.Problem?.Problems,
    };
}
