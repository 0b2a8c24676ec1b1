using System.Text;
using System.Text.Json;
using FilePipeline.Folders;
using FilePipeline.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Tests.Folders;

/// <summary>The index reads lines in place where it can; it must find in them what the parser finds.</summary>
public sealed class LedgerFactsTests
{
    [Fact]
    public void What_is_read_in_place_is_what_the_parser_reads() => Prop.ForAll(Lines().ToArbitrary(), line =>
    {
        var text = Written(line);
        Assert.True(LedgerFacts.TryRead(text, out var facts), Encoding.UTF8.GetString(text));
        Same(LedgerLine.TryParse(text)!, facts);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_torn_line_is_no_line() => Prop.ForAll(Lines().ToArbitrary(), line =>
    {
        var text = Written(line);
        for (var length = 0; length < text.Length; length++)
            Assert.False(LedgerFacts.TryRead(text.AsSpan(0, length), out _));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_byte_that_went_wrong_is_seen_by_both_or_by_neither() =>
        Prop.ForAll(Lines().ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), Gen.Choose(0x20, 0x7E).ToArbitrary(), (line, at, value) =>
        {
            var text = Written(line);
            text[at % text.Length] = (byte)value;
            if (LedgerFacts.TryRead(text, out var facts) && LedgerLine.TryParse(text) is { } parsed)
                Same(parsed, facts);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\\u0022b")]
    [InlineData("a\\\\b")]
    [InlineData("\\ud83d\\ude00")]
    public void Keys_with_escapes_are_left_to_the_parser(string written)
    {
        var text = Encoding.UTF8.GetString(Written(Line("plain", 1, 1, "x@1"))).Replace("plain", written, StringComparison.Ordinal);
        Assert.False(LedgerFacts.TryRead(Encoding.UTF8.GetBytes(text), out _));
        var index = new LedgerIndex();
        index.Add(Encoding.UTF8.GetBytes(text));
        Assert.Single(index.Find(JsonDocument.Parse($"\"{written}\"").RootElement.GetString()!));
    }

    [Fact]
    public void The_index_finds_every_line_of_a_key_newest_first()
    {
        var index = new LedgerIndex();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 20_000; i++)
                index.Add(Written(Line($"en/{i}", i, round, $"x@{round}")));
        }
        Assert.Equal(60_000, index.Count);
        for (var i = 0; i < 20_000; i += 7)
        {
            var found = index.Find($"en/{i}");
            Assert.Equal(["x@2", "x@1", "x@0"], found.Select(entry => entry.Fingerprint.Code));
            Assert.True(index.Explains($"en/{i}", found[1].InStamp, found[1].OutStamp, new("x@1", 1, "w")));
            Assert.False(index.Explains($"en/{i}", found[1].InStamp, found[1].OutStamp, new("x@2", 1, "w")));
        }
        Assert.Empty(index.Find("en/20000"));
    }

    [Fact]
    public void A_line_that_was_accepted_was_not_made()
    {
        var index = new LedgerIndex();
        var line = Line("a", 1, 1, "x@1");
        index.Add(Written(line with { Reason = LedgerLine.Accepted }));
        Assert.False(index.Explains("a", line.Input.Stamp, line.Output.Stamp, line.Fingerprint));
        index.Add(Written(line));
        Assert.True(index.Explains("a", line.Input.Stamp, line.Output.Stamp, line.Fingerprint));
        Assert.Equal([false, true], index.Find("a").Select(entry => entry.IsAccepted));
    }

    [Fact]
    public void A_line_that_depends_on_other_files_explains_nothing_by_itself()
    {
        var index = new LedgerIndex();
        var line = Line("a", 1, 1, "x@1") with { Beside = [new("b.json", new(null, 1, 1))] };
        index.Add(Written(line));
        Assert.Single(Assert.Single(index.Find("a")).Beside);
        Assert.False(index.Explains("a", line.Input.Stamp, line.Output.Stamp, line.Fingerprint));
    }

    private static void Same(LedgerLine line, in LedgerFacts facts)
    {
        Assert.Equal(line.Key, Encoding.UTF8.GetString(facts.Key));
        Assert.Equal((line.Input.Stamp, line.Input.Digest!.Value.Prefix), (facts.InStamp, facts.InDigest));
        Assert.Equal((line.Output.Stamp, line.Output.Digest!.Value.Prefix), (facts.OutStamp, facts.OutDigest));
        Assert.Contains(JsonSerializer.Serialize(line.Fingerprint.With, Item.Json), Encoding.UTF8.GetString(facts.Code), StringComparison.Ordinal);
    }

    private static Gen<LedgerLine> Lines() =>
        from key in Gen.Elements("a", "en/Sculpture", "ja/和紙", "x y", "n&<>'+")
        from size in Gen.Choose(0, int.MaxValue)
        from time in Gen.Choose(0, int.MaxValue)
        from code in Gen.Elements("html.interleave@1", "text.statistics@12")
        select Line(key, size, time * 1_234_567_891L, code);

    private static LedgerLine Line(string key, long size, long time, string code) => new()
    {
        Key = key,
        Reason = "new_input",
        Input = new(ContentDigest.Of(BitConverter.GetBytes(size)), size, time),
        Output = new(ContentDigest.Of(BitConverter.GetBytes(time)), size / 2, time),
        Fingerprint = new(code, 1, "w"),
        StartedAt = DateTimeOffset.UnixEpoch,
        Milliseconds = size / 7.0,
    };

    private static byte[] Written(LedgerLine line)
    {
        var buffer = new ItemBuffer();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Item.Json.Encoder });
        line.Write(json);
        json.Flush();
        return buffer.Span.ToArray();
    }
}
