using System.Text;
using FilePipeline.Cli.Output;

namespace FilePipeline.Cli.Tests.Output;

public sealed class ScreenTests
{
    [Theory]
    [InlineData("", true, true, true, true)]
    [InlineData("", false, false, false, false)]
    [InlineData("NO_COLOR=1", true, true, false, true)]
    [InlineData("TERM=dumb", true, true, false, false)]
    [InlineData("CI=true", true, true, true, false)]
    [InlineData("FORCE_COLOR=1", false, false, true, false)]
    [InlineData("FORCE_COLOR=0", false, false, false, false)]
    [InlineData("FORCE_COLOR=1 NO_COLOR=1", false, false, false, false)]
    [InlineData("FORCE_COLOR=1 --plain", false, true, false, false)]
    public void Decoration_follows_the_terminal_and_the_environment(string settings, bool answerIsTerminal, bool talkIsTerminal, bool colour, bool animate)
    {
        var words = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var environment = words.Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        environment.TryAdd("COLUMNS", "100");

        var traits = ScreenTraits.Of(name => environment.GetValueOrDefault(name), words, answerIsTerminal, talkIsTerminal);

        Assert.Equal((colour, animate, 100), (traits.ColourAnswer, traits.Animate, traits.Width));
    }

    [Fact]
    public async Task Colour_and_width_change_no_word_of_the_answer()
    {
        foreach (var command in (string[])["run -n", "status", "show a", "explain first", "help", "run", "graph"])
        {
            using var plain = new Workbench();
            using var coloured = new Workbench { Traits = new() { ColourAnswer = true, ColourTalk = true, AnswerIsTerminal = true, Width = 400 } };
            foreach (var bench in (Workbench[])[plain, coloured])
            {
                bench.Drop("a.json");
                bench.Drop("b.json", """{"do": "reject"}""");
            }
            var expected = await plain.CallAsync(command.Split(' '));
            var actual = await coloured.CallAsync(command.Split(' '));
            Assert.Equal(expected.Answer, WithoutColour(actual.Answer));
            Assert.Equal(expected.Talk, WithoutColour(actual.Talk));
        }
    }

    [Fact]
    public void The_foot_is_taken_away_before_other_lines_and_drawn_again_below_them()
    {
        using var answer = new MemoryStream();
        using var talk = new StringWriter();
        using var screen = new Screen(answer, talk, new() { Animate = true, TalkIsTerminal = true });
        screen.Foot(["one", "two"]);
        screen.Talk("hello");
        screen.Foot([]);
        Assert.Equal("one\ntwo\n\e[2F\e[0Jhello\none\ntwo\n\e[2F\e[0J", talk.ToString());
    }

    [Theory]
    [InlineData("en/Art", "en/Art")]
    [InlineData("a\nb\tc", @"a\nb\tc")]
    [InlineData("\e[2J", @"\u001b[2J")]
    [InlineData("\u202egpj", @"\u202egpj")]
    [InlineData(@"a\nb", @"a\\nb")]
    [InlineData("\u0085\u2028", @"\u0085\u2028")]
    [InlineData("和紙 é", "和紙 é")]
    public void Text_from_outside_is_one_line_without_control_characters(string text, string shown) => Assert.Equal(shown, Shown.Text(text));

    [Theory]
    [InlineData("en/Art", "en/Art")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("a\nb", @"$'a\nb'")]
    [InlineData("-x", "'-x'")]
    [InlineData("", "''")]
    [InlineData("$(rm)", "'$(rm)'")]
    public void A_quoted_word_is_one_word_of_a_shell(string word, string quoted) => Assert.Equal(quoted, Shown.Quoted(word));

    [Fact]
    public void A_table_counts_cells_of_wide_letters()
    {
        var table = new Table().Row("和紙", Table.Cell.Right("1"), "x").Row("abc", Table.Cell.Right("10"), "");
        Assert.Equal(["和紙   1  x", "abc   10"], table.Lines());
        Assert.Equal("ab…", Shown.Cut("abcd", 3));
        Assert.Equal("和…", Shown.Cut("和紙和", 4));
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.02, "<0.1 ms")]
    [InlineData(1.25, "1.3 ms")]
    [InlineData(38, "38 ms")]
    [InlineData(1_240, "1.24 s")]
    [InlineData(59_999, "1m 00s")]
    [InlineData(91_000, "1m 31s")]
    [InlineData(7_500_000, "2h 05m")]
    [InlineData(273_600_000, "3d 4h")]
    public void Spans_are_short(double milliseconds, string text) => Assert.Equal(text, Words.Span(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(411_700, "412 kB")]
    [InlineData(1_234_567, "1.2 MB")]
    [InlineData(999_999, "1.0 MB")]
    public void Sizes_are_short(long bytes, string text) => Assert.Equal(text, Words.Size(bytes));

    private static string WithoutColour(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\e')
                i = text.IndexOf('m', i);
            else
                plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
