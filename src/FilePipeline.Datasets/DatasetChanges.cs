namespace FilePipeline.Datasets;

/// <summary>What one version of a dataset has that another has not.</summary>
/// <param name="Rows">By key, and within a key by place.</param>
/// <param name="ColumnsRetyped">In both, of another type.</param>
public sealed record DatasetChanges(
    RowChanges Rows, IReadOnlyList<string> ColumnsAdded, IReadOnlyList<string> ColumnsRemoved, IReadOnlyList<string> ColumnsRetyped)
{
    /// <summary>Somebody who relied on the older version may be let down.</summary>
    public bool Breaks => Rows.Removed > 0 || Rows.Changed > 0 || Rows.Moved > 0 || ColumnsRemoved.Count > 0 || ColumnsRetyped.Count > 0;

    public bool Adds => Rows.Added > 0 || ColumnsAdded.Count > 0;

    public bool IsNone => !Breaks && !Adds;

    /// <param name="rows">What is known of the rows.</param>
    public static DatasetChanges Between(IReadOnlyList<DatasetColumn> before, IReadOnlyList<DatasetColumn> after, RowChanges rows)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = before.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var now = after.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        return new(
            rows,
            [.. after.Select(column => column.Name).Where(name => !old.ContainsKey(name))],
            [.. before.Select(column => column.Name).Where(name => !now.ContainsKey(name))],
            [.. after.Select(column => column.Name).Where(name => old.TryGetValue(name, out var type) && type != now[name])]);
    }
}
