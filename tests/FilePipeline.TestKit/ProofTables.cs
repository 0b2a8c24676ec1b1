namespace FilePipeline.TestKit;

/// <summary>
/// Rows of the tables of <c>docs/crash-matrix.md</c>, which <c>tests/crash-matrix</c> puts together. They are written where
/// <c>FILEPIPE_MATRIX</c> names a folder; else nothing is.
/// </summary>
public static class ProofTables
{
    private static readonly Lock Gate = new();

    /// <param name="table">The name of its file.</param>
    /// <param name="cells">Of one row.</param>
    public static void Add(string table, params IReadOnlyList<object> cells)
    {
        if (Environment.GetEnvironmentVariable("FILEPIPE_MATRIX") is not { Length: > 0 } folder)
            return;
        lock (Gate)
            File.AppendAllText(Path.Combine(folder, table + ".md"), $"| {string.Join(" | ", cells)} |\n");
    }
}
