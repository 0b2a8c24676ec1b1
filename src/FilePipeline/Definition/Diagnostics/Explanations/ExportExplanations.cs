namespace FilePipeline.Definition.Diagnostics.Explanations;

/// <summary>FP40xx.</summary>
internal static class ExportExplanations
{
    public static IReadOnlyList<Explanation> All { get; } =
    [
        new(Codes.SplitSum, "the parts of a split do not sum to 100%",
            "Items that belong to no part would be left out silently. For finer shares write whole numbers instead of percentages; they may sum to anything.",
            "exports:\n  pages: { from: pages, split: { train: 80%, test: 10% } }",
            "exports:\n  pages: { from: pages, split: { train: 90%, test: 10% } }"),
        new(Codes.SplitMixed, "a split mixes percentages and weights",
            "Either all parts are percentages that sum to 100%, or all are whole numbers.",
            "exports:\n  pages: { from: pages, split: { train: 80%, test: 20 } }",
            "exports:\n  pages: { from: pages, split: { train: 80%, test: 20% } }"),
        new(Codes.SplitName, "a name that no split can have",
            "The name becomes part of the names of files, train-00000-of-00002.parquet, which readers take apart again: letters, digits and `_`.",
            "exports:\n  pages: { from: pages, split: { train-1: 80%, test: 20% } }",
            "exports:\n  pages: { from: pages, split: { train_1: 80%, test: 20% } }"),
        new(Codes.DatasetPlace, "a dataset in a forbidden place",
            "An export replaces the folder it writes. So this must be a folder of its own: not the pipeline's, not among the folders of items, and reached from the pipeline's folder without `..`. " +
            "A place elsewhere is written as an absolute path.",
            "exports:\n  pages: { from: pages, to: data/out }",
            "exports:\n  pages: { from: pages, to: datasets/out }"),
        new(Codes.SameDataset, "two exports write one folder",
            "Each would replace what the other has written.",
            "exports:\n  a: { from: pages, to: out }\n  b: { from: pages, to: out }",
            "exports:\n  a: { from: pages, to: out/a }\n  b: { from: pages, to: out/b }"),
        new(Codes.ColumnType, "no type of a column",
            "The types are boolean, int32, int64, float32, double, text, date (2026-01-31), timestamp (2026-01-31T12:00:00Z), json for any value, binary for Base64, and " +
            "decimal(9,2): nine digits, two of them after the point. Lists and structs are found by looking at the items.",
            "exports:\n  pages: { from: pages, columns: { saved: datetime } }",
            "exports:\n  pages: { from: pages, columns: { saved: timestamp } }"),
        new(Codes.ParquetOnly, "a key that is for Parquet files",
            "CSV and JSON lines are plain text: they have no row groups and are not compressed.",
            "exports:\n  pages: { from: pages, format: csv, compression: gzip }",
            "exports:\n  pages: { from: pages, format: csv }"),
    ];
}
