using FilePipeline.Definition.Diagnostics;

namespace FilePipeline.Tests.Definition;

public sealed class InterpolationTests
{
    [Theory]
    [InlineData("${HOST}", "example.org")]
    [InlineData("http://${HOST}/${HOST}", "http://example.org/example.org")]
    [InlineData("${NONE:-a default}", "a default")]
    [InlineData("${EMPTY:-a default}", "a default")]
    [InlineData("${HOST:-a default}", "example.org")]
    [InlineData("${NONE:-}", "")]
    [InlineData("${EMPTY}", "")]
    [InlineData("$${HOST}", "${HOST}")]
    [InlineData("$$$$", "$$")]
    [InlineData("$.a.b costs $5 $", "$.a.b costs $5 $")]
    [InlineData("${NESTED}", "${HOST}")]
    public void Variables_are_put_in_once_and_other_dollar_signs_stay(string written, string text)
    {
        var result = Pipelines.Load(Pipelines.OneStage($"description: \"{written}\""), Environment);
        Assert.True(result.Definition is not null, Pipelines.Describe(result));
        Assert.Equal(text, result.Definition.Stages[0].Description);
    }

    [Theory]
    [InlineData("concurrency: ${NUMBER}")]
    [InlineData("concurrency: \"${NUMBER}\"")]
    public void A_number_may_come_from_the_environment(string line) =>
        Assert.Equal(7, Pipelines.Load(Pipelines.OneStage(line), Environment).Definition!.Stages[0].Concurrency);

    [Fact]
    public void A_missing_variable_is_shown_inside_its_text()
    {
        var problem = Assert.Single(Pipelines.Load(Pipelines.OneStage("description: \"$$ ${HOST} and ${MISSING}\""), Environment).Diagnostics);
        Assert.Equal((Codes.VariableMissing, 7, "    description: \"$$ ${HOST} and ".Length + 1, "${MISSING}".Length), (problem.Code, problem.Line, problem.Column, problem.Length));
    }

    [Fact]
    public void What_no_one_reads_needs_no_variables() =>
        Assert.Empty(Pipelines.Codes("x-notes: ${MISSING}\n" + Pipelines.OneStage()));

    [Fact]
    public void A_secret_is_never_shown()
    {
        const string secret = "hunter2";
        foreach (var line in new[]
        {
            "timeout: ${S}", "concurrency: ${S}", "enabled: ${S}", "version: ${S}", "from: ${S}", "uses: ${S}", "description: [\"${S}\"]", "with: ${S}",
            "retry: { backoff: ${S}, errors: [\"${S}\", \"4${S}\"], initial: PT${S}, max: \"${S}minutes\", attempts: 1_${S} }",
        })
        {
            var yaml = line.StartsWith("from", StringComparison.Ordinal) || line.StartsWith("uses", StringComparison.Ordinal)
                ? $"name: one\nstages: {{ a: {{ {line.Replace("${S}", "\"${S}\"", StringComparison.Ordinal)} }} }}\n"
                : Pipelines.OneStage(line);
            AssertHides(yaml + "sources2: 1\n", secret);
        }
        foreach (var with in new[] { "max_bytes: ${S}", "max_bytes: 1${S}B", "redirects: ${S}", "pause: ${S}", "accept: [\"${S}\"]", "headers: [\"${S}\"]", "url: { a: \"${S}\" }" })
            AssertHides(Pipelines.OneStage($"with: {{ {with.Replace(" ${S}", " \"${S}\"", StringComparison.Ordinal)} }}", "http.get"), secret);
        AssertHides(Pipelines.OneStage("with: { selector: \"::${S}\", links: \"${S}\" }", "html.interleave"), secret);
        AssertHides(Pipelines.OneStage() + "exports: { a: { from: \"${S}\", to: \"data/${S}\", compression: \"${S}\", split: { a: \"${S}%\" } } }\nlimits: { item_size: \"${S}\" }\ndurability: \"${S}\"\n", secret);
    }

    private static void AssertHides(string yaml, string secret)
    {
        var result = Pipelines.Load(yaml, name => name == "S" ? secret : null);
        Assert.NotEmpty(result.Diagnostics);
        Assert.DoesNotContain(secret, Pipelines.Describe(result) + DiagnosticJson.Write(result.Diagnostics) + DiagnosticGithub.Write(result.Diagnostics), StringComparison.Ordinal);
    }

    private static string? Environment(string name) => name switch
    {
        "HOST" => "example.org",
        "EMPTY" => "",
        "NUMBER" => "7",
        "NESTED" => "${HOST}",
        _ => null,
    };
}
