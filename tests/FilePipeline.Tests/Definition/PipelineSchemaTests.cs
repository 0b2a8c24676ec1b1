using System.Text.Json.Nodes;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Schema;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Tests.Definition;

public sealed class PipelineSchemaTests
{
    private static readonly JsonObject _schema = PipelineSchema.Create(SampleStages.Catalog);

    [Fact]
    public void A_valid_pipeline_fits() => Assert.Empty(Problems(Pipelines.Valid));

    [Fact]
    public void The_document_is_the_same_at_each_call() =>
        Assert.Equal(PipelineSchema.Write(SampleStages.Catalog), PipelineSchema.Write(SampleStages.Catalog));

    [Theory]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, retires: 1 } }", "/stages/only/retires")]
    [InlineData("stages: { only: { from: inbox } }", "/stages/only: required")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistic } }", "/stages/only/uses: anyOf")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, timeout: 30 } }", "/stages/only/timeout: type")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, timeout: PT30S } }", "/stages/only/timeout: pattern")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, concurrency: 0 } }", "/stages/only/concurrency: anyOf")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, enabled: yes } }", "/stages/only/enabled: anyOf")]
    [InlineData("stages: { only: { from: inbox, uses: text.statistics, with: { x: 1 } } }", "/stages/only/with: maxProperties")]
    [InlineData("stages: { only: { from: inbox, uses: http.get } }", "/stages/only: required")]
    [InlineData("stages: { only: { from: inbox, uses: http.get, with: { url: x, redirects: 21 } } }", "/stages/only/with/redirects: anyOf")]
    [InlineData("stages: { only: { from: inbox, uses: html.interleave, with: { links: none } } }", "/stages/only/with/links: anyOf")]
    [InlineData("stages: { my stage: { from: inbox, uses: html.interleave } }", "/stages/my stage: pattern")]
    [InlineData("schedules: {}", "/schedules")]
    [InlineData("limits: { item_size: 64 }", "/limits/item_size: type")]
    [InlineData("sources: { inbox: { accept: [json] } }", "/sources/inbox/accept/0: pattern")]
    [InlineData("exports: { a: { from: inbox, split: { train: 0.8 } } }", "/exports/a/split/train: anyOf")]
    [InlineData("exports: { a: { from: inbox, columns: { saved: datetime } } }", "/exports/a/columns/saved: anyOf")]
    [InlineData("exports: { a: { from: inbox, require: { failed_below: 0.02 } } }", "/exports/a/require/failed_below: type")]
    public void What_the_reader_refuses_an_editor_underlines(string lines, string where)
    {
        var yaml = $"name: one\n{lines}\n" + (lines.StartsWith("stages", StringComparison.Ordinal) ? "" : "stages: {}\n");
        Assert.Null(Pipelines.Load(yaml).Definition);
        Assert.StartsWith(where, Assert.Single(Problems(yaml).Take(1)));
    }

    [Fact]
    public void Keys_and_parameters_bear_their_meaning_and_default()
    {
        Assert.StartsWith("The longest time", _schema["properties"]!["stages"]!["additionalProperties"]!["properties"]!["timeout"]!["description"]!.GetValue<string>());
        var fetch = _schema["properties"]!["stages"]!["additionalProperties"]!["allOf"]!.AsArray()
            .Single(one => one!["if"]!["properties"]!["uses"]!["const"]!.GetValue<string>() == "http.get")!["then"]!["properties"]!["with"]!["properties"]!;
        Assert.Equal("Where the address stands in the item.", fetch["url"]!["description"]!.GetValue<string>());
        Assert.Equal("Default: 5.", fetch["redirects"]!["description"]!.GetValue<string>());
    }

    /// <summary>Whether other programs would refuse a document that is sound YAML.</summary>
    internal static IReadOnlyList<string> Problems(string yaml)
    {
        var document = new YamlReader(new Problems(new SourceText("pipeline.yaml", yaml))).Read();
        return SchemaCheck.Problems(_schema, YamlJson.Of(document!));
    }
}
