using System.Text.Json;
using System.Text.Json.Nodes;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Yaml;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Definition;

/// <summary>The YAML test suite, as far as it is there.</summary>
public sealed class YamlConformanceTests
{
    /// <summary>Invalid, but the parser takes them: a tab behind spaces, an unknown version in <c>%YAML</c>.</summary>
    private static readonly string[] _takenThoughInvalid = ["DK95-01", "MUS6-00", "Y79Y-04", "Y79Y-09"];

    /// <summary>Valid, but the parser refuses them: curious directives, a lone <c>-</c> and <c>?</c>.</summary>
    private static readonly string[] _refusedThoughValid = ["UKK6-00", "ZYU8-01", "ZYU8-02"];

    /// <summary>What is sound YAML and no pipeline.</summary>
    private static readonly string[] _unwelcome =
        [Codes.FileEmpty, Codes.Tag, Codes.SeveralDocuments, Codes.KeyNotText, Codes.DuplicateKey, Codes.BadMerge];

    [Fact]
    public void Sound_documents_are_read_and_broken_ones_told_where()
    {
        var path = SharedData.Find("conformance/yaml-test-suite.json");
        Assert.SkipWhen(path is null, "the YAML test suite is not there");
        var wrong = new List<string>();
        foreach (var test in JsonSerializer.Deserialize<List<Case>>(File.ReadAllBytes(path!), JsonSerializerOptions.Web)!)
        {
            var problems = new Problems(new SourceText(test.Id, test.Yaml));
            var document = new YamlReader(problems).Read();
            var said = problems.All.Select(problem => problem.Code).ToList();
            var isWrong = test.Fail
                ? said.Count == 0 && !_takenThoughInvalid.Contains(test.Id)
                : said.Except(_unwelcome).Any() != _refusedThoughValid.Contains(test.Id);
            if (isWrong || (said.Count == 0 && !test.Fail && test.Json is not null && !Same(document!, test.Json)))
                wrong.Add($"{test.Id} {test.Name}: {string.Join(' ', said)}");
            AssertPlaces.Inside(problems.All, test.Yaml);
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void None_of_them_is_a_pipeline()
    {
        var path = SharedData.Find("conformance/yaml-test-suite.json");
        Assert.SkipWhen(path is null, "the YAML test suite is not there");
        foreach (var test in JsonSerializer.Deserialize<List<Case>>(File.ReadAllBytes(path!), JsonSerializerOptions.Web)!)
        {
            var result = Pipelines.Load(test.Yaml);
            Assert.Null(result.Definition);
            Assert.NotEmpty(result.Diagnostics);
            AssertPlaces.Inside(result.Diagnostics, result.Text);
        }
    }

    private static bool Same(YamlNode document, string json) =>
        JsonNode.DeepEquals(JsonNode.Parse(json), YamlJson.Of(document));

    private sealed record Case(string Id, string Name, string Yaml, string? Json, bool Fail);
}
