using System.IO.Abstractions;
using System.Text;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Tests.Definition;

public sealed class RobustnessTests
{
    private static readonly string[] _pieces =
        [":", ": ", "- ", "  ", "\t", "\n", "\r\n", "\"", "'", "[", "]", "{", "}", "#", " #", "&a ", "*a", "!x ", "| ", ">", "? ", "<<: *common", "---\n", "...\n", "%", "${", "$$", "}", "~", "0", "\uFEFF", "é", "😀", "\u2028", "\u0085", "\0", "\ud800"];

    [Fact]
    public void A_valid_file_that_was_mangled_is_never_more_than_wrong()
    {
        using var folder = new TempFolder();
        var file = new PipelineFile(new FileSystem(), SampleStages.Catalog, name => name == "WORKERS" ? "12" : null);
        Prop.ForAll(Changes().ToArbitrary(), changes =>
        {
            var yaml = changes.Aggregate(Pipelines.Valid, Apply);
            var result = file.Load(folder.Write("pipeline.yaml", yaml));
            AssertPlaces.Inside(result.Diagnostics, result.Text);
            Assert.NotEmpty(new DiagnosticText(result.Text).Render(result.Diagnostics) + result.Definition?.Name);
            Assert.Equal(result.Definition is null, result.Diagnostics.Any(problem => problem.Severity == Severity.Error));
            // the editor's schema knows of nothing that the reader takes
            if (result.Definition is not null)
                Assert.Empty(PipelineSchemaTests.Problems(result.Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Any_text_at_all_is_never_more_than_wrong() =>
        Prop.ForAll<string>(text =>
        {
            var result = Pipelines.Load(text ?? "");
            AssertPlaces.Inside(result.Diagnostics, result.Text);
            Assert.NotEmpty(result.Diagnostics);
        }).QuickCheckThrowOnFailure();

    public static TheoryData<string, string> Bombs => new()
    {
        { Codes.NestedTooDeep, new string('[', 10_000) },
        { Codes.NestedTooDeep, new string('{', 10_000) },
        { Codes.NestedTooDeep, string.Concat(Enumerable.Repeat("- ", 10_000)) },
        { Codes.NestedTooDeep, string.Concat(Enumerable.Range(0, 1_000).Select(depth => new string(' ', depth) + "a:\n")) },
        { Codes.UnknownAlias, "name: &a [*a, *a]\n" },
        { Codes.UnknownAlias, "x-a: &a { b: *a }\n" },
        { Codes.Tag, "name: !<System.Diagnostics.Process> x\n" },
        { Codes.Tag, "name: !!python/object/apply:os.system [id]\n" },
        { Codes.TooManyAliases, Laughs(13) },
        { Codes.BadMerge, "x-a: &a { " + string.Join(", ", Enumerable.Range(0, 9_999).Select(n => $"a{n}: 1")) + " }\nx-b: &b { <<: *a, b: 1, c: 1 }\n" },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void A_bomb_is_told_and_does_not_go_off(string code, string yaml) => Assert.Contains(code, Pipelines.Codes(yaml));

    [Fact]
    public void A_billion_laughs_within_the_bounds_cost_nothing_because_nobody_walks_them()
    {
        var valid = Pipelines.OneStage();
        Assert.NotNull(Pipelines.Load(Laughs(9) + valid).Definition);
        Assert.Contains(Codes.WrongType, Pipelines.Codes(Laughs(9) + valid + "description: *l8\n"));
        Assert.Contains(Codes.WrongType, Pipelines.Codes(Laughs(9) + Pipelines.OneStage("with: { accept: *l8, headers: { a: *l8 } }", "http.get")));
    }

    [Fact]
    public void A_file_of_one_mebibyte_of_the_worst_is_read()
    {
        foreach (var piece in new[] { "\"", "'", "- ", "a:\n", "? ", "&a ", "{a: ", "a: b: ", "\n", "[]", ",", "#", "|\n", "x ", "${A", "<<: ", "*a " })
        {
            var yaml = new StringBuilder("x-a: ");
            while (yaml.Length < (1 << 20) - 16)
                yaml.Append(piece);
            Assert.NotEmpty(Pipelines.Load(yaml.ToString()).Diagnostics);
        }
    }

    /// <summary>Nine aliases a level.</summary>
    private static string Laughs(int levels) => "x-l0: &l0 ha\n" + string.Concat(Enumerable.Range(1, levels - 1).Select(level =>
        $"x-l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 9))}]\n"));

    private static Gen<List<Change>> Changes() =>
        (from kind in Gen.Choose(0, 6)
         from at in Gen.Choose(0, 10_000)
         from length in Gen.Frequency((5, Gen.Choose(1, 3)), (1, Gen.Choose(1, 80)))
         from piece in Gen.Elements(_pieces)
         select new Change(kind, at, length, piece)).ListOf().Where(changes => changes.Count <= 8).Select(changes => changes.ToList());

    private static string Apply(string text, Change change)
    {
        var at = change.At % (text.Length + 1);
        var end = Math.Min(text.Length, at + change.Length);
        var lines = text.Split('\n').ToList();
        var line = change.At % lines.Count;
        switch (change.Kind)
        {
            case 0:
                return text.Remove(at, end - at);
            case 1:
                return text.Insert(at, change.Piece);
            case 2:
                return text.Insert(at, text[at..end]);
            case 3:
                lines.RemoveAt(line);
                break;
            case 4:
                lines.Insert(line, lines[change.Length % lines.Count]);
                break;
            case 5:
                lines[line] = new string(' ', change.Length % 7) + lines[line].TrimStart();
                break;
            default:
                lines[line] = change.Piece + lines[line];
                break;
        }
        return string.Join('\n', lines);
    }

    private sealed record Change(int Kind, int At, int Length, string Piece);
}
