using System.Globalization;

namespace FilePipeline.Datasets;

/// <summary>
/// The version of a dataset, by what a new one does to those who use the old: a row or column that is gone or other → major; rows or
/// columns that are new → minor; the same rows → patch. The first is 1.0.0.
/// </summary>
public readonly record struct DatasetVersion(int Major, int Minor, int Patch)
{
    public static DatasetVersion First { get; } = new(1, 0, 0);

    /// <param name="text"><c>1.2.3</c>.</param>
    public static bool TryParse(string? text, out DatasetVersion version)
    {
        version = default;
        if (text?.Split('.') is not [var major, var minor, var patch])
            return false;
        if (!Number(major, out var first) || !Number(minor, out var second) || !Number(patch, out var third))
            return false;
        version = new(first, second, third);
        return true;

        static bool Number(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The version of what comes after this one.</summary>
    public DatasetVersion After(DatasetChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Breaks ? new(Major + 1, 0, 0)
            : changes.Adds ? new(Major, Minor + 1, 0)
            : new(Major, Minor, Patch + 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
