using FilePipeline.Definition;
using FilePipeline.Definition.Words;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Tests.Definition;

public sealed class ValueFormTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("0s", 0)]
    public void A_duration_is_numbers_with_units(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration, out _));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("PT30S", "PT30S is ISO-8601; write 30s")]
    [InlineData("P1DT2H", "P1DT2H is ISO-8601; write 1d2h")]
    [InlineData("PT", "write a number and a unit: 250ms, 30s, 10m, 1h30m, 7d")]
    [InlineData("30", "add a unit: 30s")]
    [InlineData("1.5", "add a unit: 1.5s")]
    [InlineData("10 minutes", "write 10m")]
    [InlineData("2 Hrs", "write 2h")]
    [InlineData("500 millis", "write 500ms")]
    [InlineData("2 weeks", "there are no weeks: write 7d")]
    [InlineData("30m1h", "write each unit once, the larger ones first: 1h30m")]
    [InlineData("1h1h", "write each unit once, the larger ones first: 1h30m")]
    [InlineData("9999999999d", "that is longer than any pipeline lives")]
    [InlineData("99999999999999999999999999999999h", "that is longer than any pipeline lives")]
    [InlineData("-5s", "write a number and a unit: 250ms, 30s, 10m, 1h30m, 7d")]
    [InlineData("30s\n", "write a number and a unit: 250ms, 30s, 10m, 1h30m, 7d")]
    [InlineData("", "write a number and a unit: 250ms, 30s, 10m, 1h30m, 7d")]
    public void Another_form_of_a_duration_is_answered_with_what_to_write(string text, string help)
    {
        Assert.False(DurationText.TryParse(text, out _, out var said));
        Assert.Equal(help, said);
    }

    [Fact]
    public void A_duration_reads_back_as_it_was_formatted() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), milliseconds =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds);
            Assert.True(DurationText.TryParse(DurationText.Format(duration), out var back, out _));
            Assert.Equal(duration, back);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("512B", 512)]
    [InlineData("64MB", 64_000_000)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("1.5kB", 1_500)]
    [InlineData("1TB", 1_000_000_000_000)]
    public void A_size_in_MB_is_millions_and_in_MiB_powers_of_two(string text, long bytes)
    {
        Assert.True(SizeText.TryParse(text, out var size, out _));
        Assert.Equal(bytes, size);
        Assert.True(SizeText.TryParse(SizeText.Format(size), out var back, out _));
        Assert.Equal(size, back);
    }

    [Theory]
    [InlineData("64", "write 64B")]
    [InlineData("64 MB", "write 64MB")]
    [InlineData("64mb", "write 64MB")]
    [InlineData("64M", "write 64MB")]
    [InlineData("99999999999TB", "that is more than any disk holds")]
    public void Another_form_of_a_size_is_answered_with_what_to_write(string text, string help)
    {
        Assert.False(SizeText.TryParse(text, out _, out var said));
        Assert.Equal(help, said);
    }

    [Theory]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    [InlineData("017", 17)]
    [InlineData("+3", 3)]
    public void A_whole_number_is_read_by_the_core_schema(string written, int number) =>
        Assert.Equal(number, Pipelines.Define(Pipelines.OneStage($"version: {written}")).Stages[0].Version);

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("20%", 0.2)]
    [InlineData("1", 1)]
    [InlineData("1e-3", 0.001)]
    [InlineData("'20%'", 0.2)]
    public void A_fraction_may_be_a_percentage(string written, double number) =>
        Assert.Equal(number, Train($"with: {{ holdout: {written} }}").Holdout);

    [Theory]
    [InlineData(".inf")]
    [InlineData("1e999")]
    [InlineData("half")]
    [InlineData("'0.2'")]
    public void What_is_no_finite_number_is_refused(string written) =>
        Assert.Equal(["FP1001"], Pipelines.Codes(Pipelines.OneStage($"with: {{ holdout: {written} }}", "learn.train")));

    [Theory]
    [InlineData("1.10", "1.10")]
    [InlineData("no", "no")]
    [InlineData("2024-01-01", "2024-01-01")]
    [InlineData("0x1F", "0x1F")]
    [InlineData("\"\\u00e9\"", "é")]
    public void Text_is_taken_as_it_is_written(string written, string text) =>
        Assert.Equal(text, Pipelines.Define(Pipelines.OneStage($"description: {written}")).Stages[0].Description);

    [Fact]
    public void A_map_of_numbers_and_a_word_in_snake_case_arrive()
    {
        Assert.Equal(0.5, Train("with: { weights: { a: 50%, b: 2 } }").Weights["a"]);
        var with = Pipelines.Define(Pipelines.OneStage("with: { links: make_absolute, drop: [nav, aside] }", "html.interleave")).Stages[0].With;
        var interleave = Assert.IsType<SampleStages.InterleaveParameters>(with);
        Assert.Equal(SampleStages.LinkPolicy.MakeAbsolute, interleave.Links);
        Assert.Equal(["nav", "aside"], interleave.Drop);
    }

    private static SampleStages.TrainParameters Train(string lines) =>
        Assert.IsType<SampleStages.TrainParameters>(Pipelines.Define(Pipelines.OneStage(lines, "learn.train")).Stages[0].With);
}
