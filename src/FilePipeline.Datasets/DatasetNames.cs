namespace FilePipeline.Datasets;

/// <summary>
/// The files of a dataset's folder that belong to the export. Everything else in the folder is the user's and is carried from version
/// to version.
/// </summary>
internal static class DatasetNames
{
    public const string Card = "README.md";

    public const string Manifest = "manifest.json";

    /// <summary>The description for machines, <see cref="CroissantMetadata"/>.</summary>
    public const string Croissant = "croissant.json";

    /// <summary>The types of the columns, kept from export to export.</summary>
    public const string Lock = "schema.lock.json";

    /// <summary>One line per row, sorted by key: <see cref="RowDigest"/>.</summary>
    public const string Rows = "rows.jsonl";

    public const string Data = "data";

    public static string Shard(string split, int number, int count, string extension) => $"{Data}/{split}-{number:D5}-of-{count:D5}.{extension}";

    /// <summary>Whether a path below the dataset's folder belongs to the export.</summary>
    public static bool IsOurs(string path) =>
        path is Card or Croissant or Manifest or Lock or Rows or Data || path.StartsWith($"{Data}/", StringComparison.Ordinal);
}
