using System.Text;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

public class ParquetFileTests
{
    [Fact]
    public void Rows_come_back_as_they_were_written()
    {
        Prop.ForAll(Generators.AnyFile, file =>
        {
            using var written = new MemoryStream(file.Write());
            var read = ParquetFile.ReadRows(written).Select(row => Encoding.UTF8.GetString(row)).ToList();
            Assert.Null(Cells.Difference(file.Schema, file.Rows, read));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void What_the_writer_writes_verifies()
    {
        Prop.ForAll(Generators.AnyFile, file =>
        {
            using var written = new MemoryStream(file.Write());
            var facts = ParquetFile.Verify(written);
            Assert.Equal(file.Rows.Count, facts.Rows);
            Assert.Equal((file.Rows.Count + file.Options.RowGroupRows - 1) / file.Options.RowGroupRows, facts.RowGroups);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void A_damaged_file_is_refused_or_reads_as_something_but_never_breaks_the_reader()
    {
        var broken =
            from file in Generators.Files
            from position in Gen.Choose(0, 1 << 20)
            from change in Gen.Choose(1, 255)
            select (file, position, change);
        Prop.ForAll(broken.ToArbitrary(), damage =>
        {
            var bytes = damage.file.Write();
            bytes[damage.position % bytes.Length] ^= (byte)damage.change;
            using var file = new MemoryStream(bytes);
            try
            {
                ParquetFile.Verify(file);
                Assert.True(ParquetFile.ReadRows(file).Count() <= damage.file.Rows.Count);
            }
            catch (ParquetFileException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        var whole = new GeneratedFile(LongColumns.Schema, LongColumns.Rows(50), new()).Write();
        for (var length = 0; length < whole.Length; length += 97)
        {
            using var file = new MemoryStream(whole[..length]);
            Assert.Throws<ParquetFileException>(() => ParquetFile.Verify(file));
        }
    }

    [Theory]
    [InlineData("alltypes_plain.parquet", 8)]
    [InlineData("alltypes_plain.snappy.parquet", 2)]
    [InlineData("int32_with_null_pages.parquet", 1000)]
    [InlineData("list_columns.parquet", 3)]
    [InlineData("nested_lists.snappy.parquet", 3)]
    [InlineData("nested_maps.snappy.parquet", 6)]
    [InlineData("nonnullable.impala.parquet", 1)]
    [InlineData("nullable.impala.parquet", 7)]
    public void Files_of_other_writers_verify_and_read(string name, int rows)
    {
        using var file = Open(name);
        Assert.Equal(rows, ParquetFile.Verify(file).Rows);
        Assert.Equal(rows, ParquetFile.ReadRows(file).Count());
    }

    [Theory]
    [InlineData("byte_stream_split.zstd.parquet")]
    [InlineData("datapage_v2.snappy.parquet")]
    [InlineData("delta_binary_packed.parquet")]
    [InlineData("lz4_raw_compressed.parquet")]
    public void What_the_reader_does_not_know_it_says(string name)
    {
        using var file = Open(name);
        Assert.Contains("cannot be read here", Assert.Throws<ParquetFileException>(() => ParquetFile.Verify(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_and_new_forms_of_lists_read_as_arrays()
    {
        using var nested = Open("nullable.impala.parquet");
        var row = Encoding.UTF8.GetString(ParquetFile.ReadRows(nested).First());
        Assert.Contains("\"int_array_Array\":[[1,2],[3,4]]", row, StringComparison.OrdinalIgnoreCase);
    }

    private static FileStream Open(string name)
    {
        var path = SharedData.Find("conformance/parquet-testing/" + name);
        if (path is null)
            Assert.Skip($"{name} is not beside this checkout");
        return File.OpenRead(path);
    }
}
