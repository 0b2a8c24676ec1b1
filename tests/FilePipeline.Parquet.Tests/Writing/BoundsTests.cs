using System.Text;
using System.Text.Unicode;
using FilePipeline.Parquet.Format;
using FilePipeline.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Parquet.Tests.Writing;

public class BoundsTests
{
    [Fact]
    public void Cut_texts_stay_short_valid_and_around_the_value()
    {
        var texts =
            from start in Gen.Choose(0, 70)
            from character in Gen.Elements("a", "\u007f", "é", "\u07ff", "\ud7ff", "\uffff", "😀", "\U0010ffff")
            from tail in Gen.Choose(0, 80)
            select new string('x', start) + string.Concat(Enumerable.Repeat(character, tail));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var value = Encoding.UTF8.GetBytes(text);
            var bounds = Bounds.Of(PhysicalType.ByteArray, value, value);
            Assert.True(bounds.Min.AsSpan().SequenceCompareTo(value) <= 0);
            Assert.True(bounds.Max.AsSpan().SequenceCompareTo(value) >= 0);
            Assert.Equal(bounds.MinIsExact, bounds.Min.AsSpan().SequenceEqual(value));
            Assert.Equal(bounds.MaxIsExact, bounds.Max.AsSpan().SequenceEqual(value));
            Assert.True(Utf8.IsValid(bounds.Min) && Utf8.IsValid(bounds.Max));
            Assert.True(bounds.Min.Length <= Bounds.TextBytes);
            Assert.True(bounds.Max.Length <= Bounds.TextBytes + 1 || text.All(unit => char.IsSurrogate(unit)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void A_zero_is_the_outer_of_the_two_zeros()
    {
        var bounds = Bounds.Of(PhysicalType.Double, BitConverter.GetBytes(0.0), BitConverter.GetBytes(-0.0));
        Assert.Equal(BitConverter.GetBytes(-0.0), bounds.Min);
        Assert.Equal(BitConverter.GetBytes(0.0), bounds.Max);
    }

    [Fact]
    public void Joined_bounds_are_exact_only_where_the_outer_one_is()
    {
        var cut = Bounds.Of(PhysicalType.ByteArray, Encoding.UTF8.GetBytes(new string('a', 100)), Encoding.UTF8.GetBytes(new string('m', 100)));
        var whole = Bounds.Of(PhysicalType.ByteArray, "b"u8, "z"u8);
        var joined = Bounds.Join(PhysicalType.ByteArray, cut, whole)!;
        Assert.Equal((cut.Min, false, whole.Max, true), (joined.Min, joined.MinIsExact, joined.Max, joined.MaxIsExact));
        Assert.Same(cut, Bounds.Join(PhysicalType.ByteArray, null, cut));
    }
}
