using FilePipeline.Definition;

namespace FilePipeline.Tests.Definition;

public sealed class PipelineFileTests
{
    private readonly PipelineDefinition _pipeline = Pipelines.Define(Pipelines.Valid);

    [Fact]
    public void A_valid_file_gives_every_value_as_it_is_written()
    {
        Assert.Equal(("wikipedia", "Articles and what can be learned from them"), (_pipeline.Name, _pipeline.Description));
        Assert.Equal((Durability.Strict, 8L << 20), (_pipeline.Durability, _pipeline.ItemSizeLimit));
        Assert.Equal(Path.Combine(_pipeline.Root, "data"), _pipeline.Data);
        Assert.Equal(["inbox", "seeds"], _pipeline.Sources.Select(source => source.Name));
        Assert.Equal([".json", ".html"], _pipeline.Sources[0].Extensions);
        Assert.Equal(TimeSpan.FromMilliseconds(500), _pipeline.Sources[0].Settle);
        Assert.Equal([".json"], _pipeline.Sources[1].Extensions);
    }

    [Fact]
    public void Stages_come_as_written_and_the_graph_puts_them_in_order()
    {
        Assert.Equal(["articles", "pages", "stats"], _pipeline.Stages.Select(stage => stage.Name));
        Assert.Equal(["pages", "articles", "stats"], new PipelineGraph(_pipeline).Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void A_stage_takes_from_defaults_what_it_does_not_say()
    {
        var articles = _pipeline.Stages[0];
        Assert.Equal((TimeSpan.FromSeconds(30), 2, 5), (articles.Timeout, articles.Concurrency, articles.Retry.Attempts));
        var stats = _pipeline.Stages[2];
        Assert.Equal((2, false, "costs $5", "text.statistics@3"), (stats.Version, stats.Enabled, stats.Description, stats.Uses.Code));
    }

    [Fact]
    public void A_merged_map_fills_in_and_what_is_written_wins()
    {
        var pages = _pipeline.Stages[1];
        Assert.Equal(TimeSpan.FromSeconds(90), pages.Timeout);
        // `retry` is written in the stage, so the merged one does not count; its other keys come from `defaults`
        Assert.Equal((3, 5, Backoff.Linear, false), (pages.Retry.Immediate, pages.Retry.Attempts, pages.Retry.Backoff, pages.Retry.RespectRetryAfter));
        Assert.Equal(["timeout", "http_429", "http_5xx"], pages.Retry.Errors);
        Assert.Equal(["http_501"], pages.Retry.Except);
        Assert.Equal(12, pages.Concurrency);
    }

    [Fact]
    public void Parameters_arrive_as_the_stage_has_declared_them()
    {
        var with = Assert.IsType<SampleStages.FetchParameters>(_pipeline.Stages[1].With);
        Assert.Equal(("$.page_url", "filepipe (nobody@example.org)", 2_000_000, null), (with.Url, with.UserAgent, with.MaxBytes, with.Archive));
        Assert.Equal([200, 203], with.Accept);
        Assert.Equal("en", with.Headers["Accept-Language"]);
        Assert.IsType<SampleStages.InterleaveParameters>(_pipeline.Stages[0].With);
        Assert.Null(_pipeline.Stages[2].With);
    }

    [Fact]
    public void Concurrency_may_be_left_to_the_machine_again() =>
        Assert.Null(Pipelines.Define("defaults: { concurrency: 4 }\n" + Pipelines.OneStage("concurrency: auto")).Stages[0].Concurrency);

    [Fact]
    public void Data_may_lie_elsewhere()
    {
        Assert.Equal("/srv/data", Pipelines.Define("data: /srv/data/\n" + Pipelines.OneStage()).Data);
        var beside = Pipelines.Define("data: ../elsewhere\n" + Pipelines.OneStage());
        Assert.Equal(Path.Combine(Path.GetDirectoryName(beside.Root)!, "elsewhere"), beside.Data);
    }

    [Fact]
    public void Places_are_right_behind_a_byte_order_mark_and_other_line_ends()
    {
        var yaml = "\uFEFF" + Pipelines.OneStage("# 日本 😀\ndescription: \"a b\"\nretires: 1").Replace("\n", "\r\n", StringComparison.Ordinal);
        var problem = Assert.Single(Pipelines.Load(yaml).Diagnostics);
        Assert.Equal((9, 5, 7), (problem.Line, problem.Column, problem.Length));
    }

    [Fact]
    public void Exports_name_folders_columns_parts_and_places()
    {
        var articles = _pipeline.Exports[0];
        Assert.Equal(["articles", "stats", "pages"], articles.From.Select(input => input.Folder));
        Assert.Equal(["", "total_*", "url title"], articles.From.Select(input => string.Join(' ', input.Columns)));
        Assert.Equal(Path.Combine(_pipeline.Root, "datasets", "articles"), articles.To);
        Assert.Equal([new("train", 80), new("validation", 10), new("test", 10)], articles.Split!.Parts);
        Assert.Equal("v2", articles.Split.Salt);
        var raw = _pipeline.Exports[1];
        Assert.Equal((Compression.Gzip, Path.Combine(_pipeline.Root, "out", "raw"), "v1"), (raw.Compression, raw.To, raw.Split!.Salt));
        Assert.Equal(995, raw.Split.Parts[0].Weight);
        Assert.Null(_pipeline.Exports[2].Split);
    }

    [Fact]
    public void Exports_say_how_their_files_are_made()
    {
        var plain = _pipeline.Exports[2];
        Assert.Equal((ExportFormat.Parquet, null, null, null, null), (plain.Format, plain.Rows, plain.FailedBelow, plain.RowGroup, plain.Shard));
        Assert.Empty(plain.Columns);
        var chunks = _pipeline.Exports[3];
        Assert.Equal((ExportFormat.Csv, "chunks", 0.025, 100_000_000), (chunks.Format, chunks.Rows, chunks.FailedBelow, chunks.Shard));
        Assert.Equal([new("saved", "timestamp", null), new("price", "decimal(9,2)", null), new("title", null, "As shown"), new("words", "int32", "12 or more")], chunks.Columns);
        Assert.Equal(8 << 20, _pipeline.Exports[4].RowGroup);
    }
}
