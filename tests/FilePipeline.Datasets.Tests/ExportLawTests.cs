using System.IO.Abstractions;
using System.Text.Json;
using FilePipeline.Definition;
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

    [Fact]
    public void Every_cell_of_any_items_comes_back_in_every_format()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(TypedItems.ToArbitrary(), Gen.Elements(Enum.GetValues<ExportFormat>()).ToArbitrary(), (items, format) =>
        {
            using var shop = Filled(items);
            var result = shop.Run(shop.Export(All("a")) with { Split = Split, Format = format });
            var dataset = ExportedDataset.TryOpen(new FileSystem(), shop.Dataset)!;
            var rows = dataset.Rows().Select(row => JsonElement.Parse(row)).ToDictionary(row => row.GetProperty("key").GetString()!);
            Assert.Equal(items.Select(item => item.Key).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, json) in items)
            {
                var item = JsonElement.Parse(json);
                foreach (var column in result.Columns.Where(column => column.Name != "key"))
                    Assert.True(IsSame(item, column.Name, rows[key].GetProperty(column.Name), format), $"{key}.{column.Name}: {json} {rows[key]}");
            }
            return !dataset.Verify().Any();
        }));
    }

    private static bool IsSame(JsonElement item, string column, JsonElement cell, ExportFormat format)
    {
        if (!item.TryGetProperty(column, out var field) || field.ValueKind == JsonValueKind.Null)
            return cell.ValueKind == JsonValueKind.Null;
        // an empty cell of CSV says no more
        if (format == ExportFormat.Csv && field.ValueKind == JsonValueKind.String && field.GetString() == "")
            return cell.ValueKind == JsonValueKind.Null;
        return column == "d" ? field.GetDouble().Equals(cell.GetDouble()) : JsonElement.DeepEquals(field, cell);
    }

    /// <summary>Items of one schema, in which any field may be missing or null.</summary>
    private static Gen<(string Key, string Json)[]> TypedItems =>
        from keys in Texts.Key().ArrayOf()
        let distinct = keys.Where(key => ItemKey.TryParse(key, out _)).Distinct(StringComparer.Ordinal).ToArray()
        from contents in TypedItem.ArrayOf(distinct.Length)
        select distinct.Zip(contents).ToArray();

    private static Gen<string> TypedItem =>
        from fields in Gen.CollectToArray(Fields, one => from value in Gen.Elements(one.Values) select $"\"{one.Name}\": {value}")
        from shown in Gen.Choose(0, 1).ArrayOf(Fields.Length)
        from order in Gen.Shuffle(fields.Where((_, at) => shown[at] == 1).ToArray())
        select $"{{ {string.Join(" ,", order)} }}";

    private static readonly (string Name, string[] Values)[] Fields =
    [
        ("b", ["true", "false", "null"]),
        ("n", ["0", "-1", "9223372036854775807", "-9223372036854775808", "null"]),
        ("d", ["0", "-0.0", "1e-300", "0.1", "12345678901234567890.0", "null"]),
        ("t", ["\"\"", "\" \"", "\"null\"", "\"a,b\"", "\"\\\"\\r\\n\\\"\"", "\"é\\ud83d\\ude00\"", "\"\\u0000\"", "\"-\"", "null"]),
        ("l", ["[]", "[ 1 , null ]", "null"]),
        ("o", ["{ \"x\" : [ { \"y\" : \"a b\" } ] , \"z\": null }", "{\"x\":[],\"z\":\"q\"}", "null"]),
    ];

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
