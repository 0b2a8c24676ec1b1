using FilePipeline.Definition;
using FilePipeline.Stages.Html;
using Microsoft.Extensions.DependencyInjection;

namespace FilePipeline.Stages.Tests;

public sealed class FilePipelineStagesTests
{
    [Fact]
    public void All_stages_are_registered_under_their_names()
    {
        var catalog = FilePipelineStages.AddTo(new StageCatalog());
        Assert.Equal(["html.interleave", "json.copy", "text.statistics"], catalog.Stages.Select(stage => stage.Name));
        Assert.All(catalog.Stages, stage => Assert.NotEqual("", stage.Description));
        Assert.True(catalog.TryGet("html.interleave", out var interleave));
        Assert.Equal(typeof(HtmlInterleaveOptions), interleave.Parameters);
    }

    [Fact]
    public void Every_parameter_says_what_it_is_for()
    {
        foreach (var stage in FilePipelineStages.AddTo(new StageCatalog()).Stages)
            Assert.All(StageParameter.Of(stage), parameter => Assert.NotEqual("", parameter.Description));
    }

    [Fact]
    public void A_stage_is_made_with_and_without_its_parameters()
    {
        var catalog = FilePipelineStages.AddTo(new StageCatalog());
        using var services = new ServiceCollection().BuildServiceProvider();
        foreach (var stage in catalog.Stages)
            Assert.IsType(stage.Type, StageCatalog.Create(new() { Name = "s", From = "f", Uses = stage, WithDigest = "" }, services));
        catalog.TryGet("html.interleave", out var interleave);
        Assert.IsType<HtmlInterleave>(StageCatalog.Create(
            new() { Name = "s", From = "f", Uses = interleave!, With = new HtmlInterleaveOptions(), WithDigest = "" }, services));
    }
}
