using FilePipeline.Definition;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Datasets.Tests;

public sealed class SplitRuleTests
{
    private static readonly SplitDefinition Usual = new([new("train", 80), new("validation", 10), new("test", 10)], "v1");

    [Theory]
    [InlineData("Machine_learning", 75, "train")]
    [InlineData("Python_(programming_language)", 94, "test")]
    [InlineData("World_Bank", 77, "train")]
    [InlineData("a/b/c", 30, "train")]
    [InlineData("", 45, "train")]
    public void A_key_has_the_bucket_that_the_rule_says(string key, ulong bucket, string split)
    {
        Assert.Equal(bucket, SplitRule.Bucket("v1", key, 100));
        Assert.Equal(split, Usual.Parts[new SplitRule(Usual).PartOf(key)].Name);
    }

    [Fact]
    public void Every_bucket_is_below_the_total()
    {
        Prop.ForAll(Texts.Key().ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(), (key, total) => SplitRule.Bucket("s", key, (ulong)total) < (ulong)total)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_split_that_is_cut_in_two_moves_no_row_of_the_others()
    {
        var finer = new SplitRule(new([new("train", 80), new("validation", 10), new("test", 4), new("held_out", 6)], "v1"));
        var rule = new SplitRule(Usual);
        Prop.ForAll(Texts.Key().ToArbitrary(), key => Math.Min(finer.PartOf(key), 2) == rule.PartOf(key)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Weights_are_met_within_a_percent()
    {
        var rule = new SplitRule(Usual);
        var counts = new int[3];
        for (var i = 0; i < 100_000; i++)
            counts[rule.PartOf($"item-{i}")]++;
        Assert.InRange(counts[0], 79_000, 81_000);
        Assert.InRange(counts[1], 9_000, 11_000);
        Assert.InRange(counts[2], 9_000, 11_000);
    }

    [Fact]
    public void Another_salt_gives_another_partition()
    {
        var other = new SplitRule(Usual with { Salt = "v2" });
        var rule = new SplitRule(Usual);
        Assert.Contains(Enumerable.Range(0, 1000), i => rule.PartOf($"{i}") != other.PartOf($"{i}"));
    }
}
