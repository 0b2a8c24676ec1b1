using FilePipeline.Parquet.Format;
using FilePipeline.Parquet.Reading;
using FilePipeline.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests.Writing;

public class RleEncoderTests
{
    [Fact]
    public void Runs_and_packed_groups_decode_to_the_same_numbers()
    {
        var runs =
            from bits in Gen.Choose(1, 31)
            from parts in (
                from length in Gen.Frequency((3, Gen.Choose(1, 7)), (2, Gen.Choose(8, 40)))
                from value in Gen.Choose(0, (int)((1L << bits) - 1))
                select Enumerable.Repeat(value, length)).ArrayOf()
            select (bits, values: parts.SelectMany(part => part).ToArray());
        Prop.ForAll(runs.ToArbitrary(), sample =>
        {
            var encoded = new ByteBuffer();
            RleEncoder.Encode<int>(sample.values, sample.bits, encoded);
            Assert.Equal(sample.values, LevelReader.Decode(encoded.Span, sample.bits, sample.values.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void A_long_run_is_a_few_bytes()
    {
        var encoded = new ByteBuffer();
        RleEncoder.Encode<byte>(Enumerable.Repeat((byte)3, 1_000_000).ToArray(), 2, encoded);
        Assert.Equal(4, encoded.Length);
    }
}
