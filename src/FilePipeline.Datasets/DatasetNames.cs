namespace FilePipeline.Datasets;

/// <summary>
/// The files of a dataset's folder that belong to the export. Everything else in the folder is the user's and is carried from version
/// to version.
/// </summary>
internal static class DatasetNames
{
    public const string Card = "README.md";

    public const string Manifest = "manifest.json";

    /// <summary>The types of the columns, kept from export to export.</summary>
    public const string Lock = "schema.lock.json";

    /// <summary>One line per row, sorted by key: <c>{"key":"en/Art","sha256":"…","split":"train"}</c>; the digest is that of the row as JSON without blanks.</summary>
    public const string Rows = "rows.jsonl";

    public const string Data = "data";

    public static string Shard(string split, int number, int count) => $"{Data}/{split}-{number:D5}-of-{count:D5}.parquet";

    /// <summary>Whether a path below the dataset's folder belongs to the export.</summary>
    public static bool IsOurs(string path) =>
        path is Card or Manifest or Lock or Rows or Data || path.StartsWith($"{Data}/", StringComparison.Ordinal);
}
