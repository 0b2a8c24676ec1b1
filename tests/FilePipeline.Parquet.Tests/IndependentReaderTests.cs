using System.Globalization;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

public class IndependentReaderTests
{
    public static TheoryData<string> Readers => [ParquetNetReader.Name, .. ParquetReaders.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_cell_of_generated_files_comes_back(string reader)
    {
        const int Size = 10, Files = 150;
        await CompareAsync(reader, Generators.Files.Sample(Size, Files));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_cell_of_long_columns_comes_back(string reader)
    {
        await CompareAsync(reader,
        [
            .. from codec in Enum.GetValues<Compression>()
               select new GeneratedFile(LongColumns.Schema, LongColumns.Rows(45_000), new() { Codec = codec, RowGroupRows = 42_000 }),
        ]);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_cell_of_extreme_rows_comes_back(string reader)
    {
        const int Deep = 12, Wide = 600; // DuckDB's client for node doubles its time with each level
        var huge = new string('ä', 3_000_000);
        await CompareAsync(reader,
        [
            File("struct<c: text>", $"{{\"c\":\"{huge}\"}}", "{\"c\":\"\"}", "{}"),
            File("struct<c: list<int64>>", $"{{\"c\":[{string.Join(",", Enumerable.Range(0, 200_000))}]}}", "{\"c\":[]}", "{\"c\":[null]}", "{}"),
            File($"struct<c: {Repeat("list<", Deep)}int64{Repeat(">", Deep)}>", $"{{\"c\":{Repeat("[", Deep)}1,null,2{Repeat("]", Deep)}}}", $"{{\"c\":{Repeat("[", Deep - 1)}{Repeat("]", Deep - 1)}}}"),
            File($"struct<{string.Join(", ", Enumerable.Range(0, Wide).Select(at => $"c{at}: int64"))}>", "{\"c599\":1,\"c0\":2}", "{}"),
        ]);

        static GeneratedFile File(string schema, params string[] rows) => new(new(((ParquetType.Struct)ParquetType.Parse(schema)).Fields), rows, new());

        static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
    }

    private static async Task CompareAsync(string reader, GeneratedFile[] files)
    {
        var read = reader == ParquetNetReader.Name ? await ReadHereAsync(files) : ReadElsewhere(reader, files);
        for (var at = 0; at < files.Length; at++)
        {
            var difference = Cells.Difference(files[at].Schema, files[at].Rows, read[at], decimalsAreFloats: reader == "hyparquet");
            Assert.True(difference is null, $"{difference}\n{files[at]}");
        }
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadHereAsync(GeneratedFile[] files)
    {
        var read = new List<IReadOnlyList<string>>();
        foreach (var file in files)
            read.Add(await ParquetNetReader.ReadAsync(new MemoryStream(file.Write()), file.Schema));
        return read;
    }

    private static IReadOnlyList<IReadOnlyList<string>> ReadElsewhere(string reader, GeneratedFile[] files)
    {
        if (ParquetReaders.Missing is { } missing)
            Assert.Skip(missing);
        using var folder = new TempFolder();
        return ParquetReaders.Read(reader, [.. files.Select((file, at) => folder.Write(at.ToString("D4", CultureInfo.InvariantCulture) + ".parquet", file.Write()))]);
    }
}
