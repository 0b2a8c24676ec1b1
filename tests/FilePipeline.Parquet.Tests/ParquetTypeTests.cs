using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests;

public class ParquetTypeTests
{
    [Fact]
    public void The_words_for_a_type_give_it_back()
    {
        Prop.ForAll(Generators.AnyFile, file =>
        {
            ParquetType type = new ParquetType.Struct(file.Schema.Fields);
            Assert.Equal(type, ParquetType.Parse(type.ToString()));
            Assert.Equal(type.GetHashCode(), ParquetType.Parse(type.ToString()).GetHashCode());
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("string")]
    [InlineData("list<text")]
    [InlineData("list<>")]
    [InlineData("decimal(9)")]
    [InlineData("decimal(99999999999,1)")]
    [InlineData("struct<a text>")]
    [InlineData("text ")]
    public void Words_for_no_type_are_refused(string text)
    {
        Assert.Throws<FormatException>(() => ParquetType.Parse(text));
    }

    [Fact]
    public void A_type_nested_without_end_is_refused()
    {
        Assert.Throws<FormatException>(() => ParquetType.Parse(string.Concat(Enumerable.Repeat("list<", 100_000))));
    }
}
