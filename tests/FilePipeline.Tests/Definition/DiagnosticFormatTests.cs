using System.Text.Json;
using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Tests.Definition;

public sealed class DiagnosticFormatTests
{
    private static readonly Diagnostic _problem = new()
    {
        Code = "FP1003",
        Message = "unknown key `a,b:100%`",
        File = "some, where:pipeline.yaml",
        Line = 2,
        Column = 4,
        Length = 2,
        Label = "here",
        Help = "one\ntwo",
        Related = [new RelatedPlace(2, 1, 1, "there")],
    };

    [Fact]
    public void For_GitHub_it_is_a_workflow_command() =>
        Assert.Equal(
            "::error file=some%2C where%3Apipeline.yaml,line=2,col=4,endColumn=6,title=FP1003::unknown key `a,b:100%25`%0Ahelp: one%0Atwo\n"
            + "::warning file=x,title=FP0001::missing\n",
            DiagnosticGithub.Write([_problem, new Diagnostic { Code = "FP0001", Message = "missing", File = "x", Severity = Severity.Warning }]));

    [Fact]
    public void For_programs_it_is_JSON_with_all_fields()
    {
        using var report = JsonDocument.Parse(DiagnosticJson.Write([_problem]));
        Assert.Equal("filepipe.check/1", report.RootElement.GetProperty("schema").GetString());
        Assert.Equal((1, 0), (report.RootElement.GetProperty("errors").GetInt32(), report.RootElement.GetProperty("warnings").GetInt32()));
        var problem = report.RootElement.GetProperty("diagnostics")[0];
        Assert.Equal("FP1003 error 2 4 2 here", string.Join(' ', new[] { "code", "severity", "line", "column", "length", "label" }.Select(name => problem.GetProperty(name).ToString())));
        Assert.Equal("there", problem.GetProperty("related")[0].GetProperty("label").GetString());
    }

    [Fact]
    public void For_people_the_lines_are_shown_and_help_keeps_its_indentation() =>
        Assert.Equal(
            """
            error[FP1003]: unknown key `a,b:100%`
             --> some, where:pipeline.yaml:2:4
              |
            2 | x: yy
              | - there
              |    ^^ here
              |
              help: one
                    two

            """, new DiagnosticText("\nx: yy\n").Render(_problem));

    [Fact]
    public void Style_is_put_around_pieces_and_changes_no_width()
    {
        var plain = new DiagnosticText("\nx: yy\n").Render(_problem);
        var styled = new DiagnosticText("\nx: yy\n", (part, piece) => $"<{part}>{piece}</>").Render(_problem);
        Assert.StartsWith("<ErrorHead>error[FP1003]</><Message>: unknown key", styled, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(styled, "</?[A-Za-z]*>(?!$)", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Replace("</>", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("日本: yy", 5, "    |       ^^ here")] // two cells each
    [InlineData("e\u0301x: yy", 6, "    |     ^^ here")] // a combining mark takes none
    [InlineData("\ta: yy", 5, "    |        ^^ here")] // a tab is shown as four
    [InlineData("😀: yy", 5, "    |     ^^ here")] // two units, two cells
    public void The_underline_stands_below_what_it_means(string line, int column, string underline)
    {
        var text = string.Concat(Enumerable.Repeat("\n", 99)) + line;
        var rendered = new DiagnosticText(text).Render(_problem with { Line = 100, Column = column, Related = [] });
        Assert.Equal(underline, rendered.Split('\n')[4]);
    }

    [Fact]
    public void A_file_cannot_move_the_cursor_or_turn_the_text()
    {
        var rendered = new DiagnosticText("\nx\u009b2J\u202e: \u001b[2J\u007f\n").Render(_problem with { Message = "\u001b[31m\r", File = "\u0007" });
        Assert.DoesNotContain(rendered, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain("\u202e", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_line_is_cut_around_the_place()
    {
        var text = new string('a', 5_000) + "XY" + new string('b', 5_000);
        var lines = new DiagnosticText(text).Render(_problem with { Line = 1, Column = 5_001, Related = [] }).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length < 200));
        Assert.Equal("XY", lines[3].Substring(lines[4].IndexOf('^', StringComparison.Ordinal), 2));
    }
}
