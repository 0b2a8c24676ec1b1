using FsCheck;
using FsCheck.Fluent;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

/// <summary>What holds for exports of any folders.</summary>
public sealed class ExportLawTests
{
    private static readonly string[] Contents =
    [
        """{"n":1}""", """{"n":2.5,"t":"é\n😀"}""", """{ "o": { "a": [ 1, null ] } }""", "{}", """{"o":{"b":true}}""", """{"t":null}""",
        "[]", "not json", """{"n":1,"n":2}""",
    ];

    private static Gen<(string Key, string Json)[]> Items =>
        from keys in Texts.Key().ArrayOf()
        let distinct = keys.Where(key => ItemKey.TryParse(key, out _)).Distinct(StringComparer.Ordinal).ToArray()
        from contents in Gen.ArrayOf(Gen.Elements(Contents), distinct.Length)
        select distinct.Zip(contents).ToArray();

    [Fact]
    public void Adding_and_removing_items_never_moves_another_between_splits()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Items.ToArbitrary(), Items.ToArbitrary(), (before, after) =>
        {
            var old = SplitsOf(before);
            var now = SplitsOf(after.Concat(before.Where((_, i) => i % 2 == 0)).DistinctBy(item => item.Key));
            return old.All(row => !now.TryGetValue(row.Key, out var split) || split == row.Value);
        }));
    }

    [Fact]
    public void The_order_in_which_items_came_does_not_matter_and_twice_is_the_same()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Items.ToArbitrary(), items =>
        {
            using var one = Filled(items);
            using var other = Filled(items.Reverse());
            one.Run(one.Export(All("a")) with { Split = Split });
            other.Run(other.Export(All("a")) with { Split = Split });
            var first = one.Snapshot();
            var again = one.Run(one.Export(All("a")) with { Split = Split });
            return again.Unchanged && first.SequenceEqual(other.Snapshot()) && first.SequenceEqual(one.Snapshot());
        }));
    }

    [Fact]
    public void Every_key_is_a_row_or_is_left_out_with_a_reason()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Items.ToArbitrary(), Items.ToArbitrary(), (left, right) =>
        {
            using var shop = Filled(left);
            foreach (var (key, json) in right.Concat(left.Take(left.Length / 2)).DistinctBy(item => item.Key))
                shop.Item("b", key, json);
            var result = shop.Run(shop.Export(All("a"), new("b", ["no*such"])));
            var all = left.Concat(right).Select(item => item.Key).Distinct().Count();
            return all == result.Rows + result.LeftOut.Sum(one => one.Count) && result.Rows == shop.SplitOfRows().Count;
        }));
    }

    private static Workshop Filled(IEnumerable<(string Key, string Json)> items)
    {
        var shop = new Workshop();
        foreach (var (key, json) in items)
            shop.Item("a", key, json);
        return shop;
    }

    private static SortedDictionary<string, string> SplitsOf(IEnumerable<(string Key, string Json)> items)
    {
        using var shop = Filled(items);
        shop.Run(shop.Export(All("a")) with { Split = Split });
        return shop.SplitOfRows();
    }
}
