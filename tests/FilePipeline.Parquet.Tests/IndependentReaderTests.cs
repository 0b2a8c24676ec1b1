using System.Globalization;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

public class IndependentReaderTests
{
    public static TheoryData<string> Readers => [.. ParquetReaders.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_cell_of_generated_files_comes_back(string reader)
    {
        const int Size = 10, Files = 150;
        Compare(reader, Generators.Files.Sample(Size, Files));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_cell_of_long_columns_comes_back(string reader)
    {
        Compare(reader,
        [
            .. from codec in Enum.GetValues<Compression>()
               select new GeneratedFile(LongColumns.Schema, LongColumns.Rows(45_000), new() { Codec = codec, RowGroupRows = 42_000 }),
        ]);
    }

    private static void Compare(string reader, GeneratedFile[] files)
    {
        if (ParquetReaders.Missing is { } missing)
            Assert.Skip(missing);
        using var folder = new TempFolder();
        var paths = files.Select((file, at) => folder.Write(at.ToString("D4", CultureInfo.InvariantCulture) + ".parquet", file.Write())).ToList();
        var read = ParquetReaders.Read(reader, paths);
        for (var at = 0; at < files.Length; at++)
        {
            var difference = Cells.Difference(files[at].Schema, files[at].Rows, read[at], decimalsAreFloats: reader == "hyparquet");
            Assert.True(difference is null, $"{difference}\n{files[at]}");
        }
    }
}
