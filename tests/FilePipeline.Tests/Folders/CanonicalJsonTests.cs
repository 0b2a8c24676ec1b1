using System.Text;
using System.Text.Json;
using FilePipeline.Folders;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Tests.Folders;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("{}", "{}\n")]
    [InlineData(" [ ] ", "[]\n")]
    [InlineData("\uFEFF1.50e+3", "1.50e+3\n")]
    [InlineData("{\"b\":1,\"a\":{\"d\":[1,{}],\"c\":null}}", "{\n  \"a\": {\n    \"c\": null,\n    \"d\": [\n      1,\n      {}\n    ]\n  },\n  \"b\": 1\n}\n")]
    [InlineData("\"\\u00e9\\/\\u0001\\n\\ud83d\\ude00\"", "\"é/\\u0001\\n😀\"\n")]
    [InlineData("{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}\n")]
    [InlineData("{\"b\\\"\":1,\"b!\":2}", "{\n  \"b!\": 2,\n  \"b\\\"\": 1\n}\n")]
    // U+1F600 is D83D DE00 in UTF-16 and comes before U+FB33, though not in UTF-8
    [InlineData("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2}", "{\n  \"😀\": 2,\n  \"\uFB33\": 1\n}\n")]
    public void It_is_written_in_one_form(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("{\n \"a\": tru }", "line 2, byte 10")]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{\"a\":1} x", "line 1, byte 9")]
    [InlineData("\"\\ud800\"", "surrogate")]
    public void What_is_no_JSON_is_told_with_its_place(string json, string place)
    {
        var problem = Assert.Throws<ItemFormatException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
        Assert.Equal("bad_json", problem.Code);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF8_is_told_with_its_place()
    {
        var problem = Assert.Throws<ItemFormatException>(() => CanonicalJson.Of([.. "{\n\"a\": \""u8, 0xE9, .. "\"}"u8]));
        Assert.Equal("not_utf8", problem.Code);
        Assert.Contains("line 2, byte 7: the byte 0xe9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_open_brackets_are_refused_not_followed() =>
        Assert.Throws<ItemFormatException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public void Writing_the_canonical_form_again_changes_nothing_and_the_value_stays_the_same() =>
        Prop.ForAll(Documents().ToArbitrary(), json =>
        {
            var once = CanonicalJson.Of(Encoding.UTF8.GetBytes(json));
            return once.AsSpan().SequenceEqual(CanonicalJson.Of(once))
                && JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(once).RootElement);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_vectors_of_RFC_8785_come_out_with_the_same_keys_in_the_same_order()
    {
        var folder = SharedData.Find("conformance/jcs");
        Assert.SkipWhen(folder is null, "no conformance vectors beside this checkout");
        var inputs = Directory.GetFiles(Path.Combine(folder!, "input"), "*.json");
        Assert.NotEmpty(inputs);
        foreach (var input in inputs)
        {
            var expected = JsonDocument.Parse(File.ReadAllBytes(input.Replace("/input/", "/output/", StringComparison.Ordinal)));
            var actual = JsonDocument.Parse(CanonicalJson.Of(File.ReadAllBytes(input)));
            Assert.Equal(KeysOf(expected.RootElement), KeysOf(actual.RootElement));
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(File.ReadAllBytes(input)).RootElement, actual.RootElement), input); // numbers stay as written
        }
    }

    private static List<string> KeysOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(member => KeysOf(member.Value).Prepend(member.Name))],
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(KeysOf)],
        _ => [],
    };

    private static Gen<string> Documents() => Gen.Sized(size => Value(Math.Min(size, 12)));

    private static Gen<string> Value(int depth) => depth == 0
        ? Scalar
        : Gen.OneOf(
            Scalar,
            Gen.ListOf(Value(depth / 2), 3).Select(items => $"[{string.Join(",", items)}]"),
            Text.SelectMany(_ => Gen.ListOf(Gen.Zip(Text, Value(depth / 2)), 4))
                .Select(members => "{" + string.Join(" , ", members.DistinctBy(member => member.Item1).Select(member => $"{JsonSerializer.Serialize(member.Item1)} : {member.Item2}")) + "}"));

    private static readonly Gen<string> Text = Gen.ArrayOf(Gen.Elements("a", "b", "\"", "\\", "é", "\n", "\u0001", "😀", "\uFB33", "z"))
        .Select(string.Concat);

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text.Select(text => JsonSerializer.Serialize(text)), Gen.Elements("0", "-0", "1e999", "12345678901234567890", "1.10", "true", "false", "null"));
}
