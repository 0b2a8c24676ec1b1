using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Datasets.Tests;

/// <summary>Generators of texts that occur in file names and items.</summary>
internal static class Texts
{
    private static readonly string[] Letters = ["a", "b", "z", "A", "0", "9", "_", "-", "%", "'", "\"", "\\", " ", "é", "ß", "Ω", "中", "\uE000", "\uFB01", "😀", "𝒳", ".x"];

    /// <summary>A key of one to three parts.</summary>
    public static Gen<string> Key() =>
        from depth in Gen.Choose(1, 3)
        from parts in Gen.ArrayOf(Part(), depth)
        select string.Join('/', parts);

    private static Gen<string> Part() =>
        from length in Gen.Choose(0, 6)
        from letters in Gen.ArrayOf(Gen.Elements(Letters), length)
        select "k" + string.Concat(letters);
}
