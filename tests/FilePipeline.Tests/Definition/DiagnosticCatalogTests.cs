using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Tests.Definition;

public sealed class DiagnosticCatalogTests
{
    public static TheoryData<string> WithExamples =>
        [.. DiagnosticCatalog.All.Where(explanation => explanation.Wrong is not null).Select(explanation => explanation.Code)];

    [Theory, MemberData(nameof(WithExamples))]
    public void The_wrong_example_of_a_code_brings_it_up_and_the_right_one_is_valid(string code)
    {
        var explanation = DiagnosticCatalog.Explain(code)!;
        Assert.Contains(code, Pipelines.Codes(code == Codes.FileEmpty ? explanation.Wrong! : Complete(explanation.Wrong!)));
        var mended = Pipelines.Load(Complete(explanation.Right!));
        Assert.True(mended.Diagnostics.Count == 0, Pipelines.Describe(mended));
    }

    [Fact]
    public void Codes_stand_in_order_and_none_twice()
    {
        var codes = DiagnosticCatalog.All.Select(explanation => explanation.Code).ToList();
        Assert.Equal(codes.Order(StringComparer.Ordinal).Distinct(), codes);
    }

    [Fact]
    public void A_code_is_explained_however_it_is_typed()
    {
        Assert.Equal(Codes.UnknownKey, DiagnosticCatalog.Explain("fp1003")?.Code);
        Assert.Null(DiagnosticCatalog.Explain("FP9999"));
    }

    [Fact]
    public void An_explanation_shows_what_is_wrong_and_what_is_right()
    {
        Assert.Equal(
            """
            FP1008: a word that is none of the choices

            The key takes one of a few words; the message lists them.

            Wrong:

                durability: safe

            Right:

                durability: strict

            """, DiagnosticCatalog.Explain("FP1008")!.Render());
    }

    /// <summary>Adds the parts of a pipeline that an example leaves out.</summary>
    private static string Complete(string example)
    {
        var text = example + "\n";
        if (!Has("name"))
            text = "name: demo\n" + text;
        if (!Has("sources"))
            text += "sources: { inbox: {} }\n";
        if (!Has("stages"))
            text += "stages:\n  pages: { from: inbox, uses: html.interleave }\n";
        return text;

        bool Has(string key) => text.Split('\n').Any(line => line.StartsWith(key + ":", StringComparison.Ordinal));
    }
}
