using FilePipeline.Planning;

namespace FilePipeline.Tests.Running;

public sealed class PipelineRunnerTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Dropped_items_go_through_all_stages()
    {
        _pipeline.Drop("a.json", "{\"b\":1,\"a\":[ ]}");
        _pipeline.Drop("en/b.json");

        var summary = await _pipeline.RunAsync();

        Assert.Equal("{\n  \"a\": [],\n  \"b\": 1\n}\n", _pipeline.Folder.Read("data/second/a.json"));
        Assert.Equal(
            ["first/a.json", "first/en/b.json", "inbox/a.json", "inbox/en/b.json", "second/a.json", "second/en/b.json"], _pipeline.Files());
        Assert.Equal([2, 2], summary.Stages.Select(stage => stage.Published));
        Assert.Null(summary.Trouble);
    }

    [Fact]
    public async Task An_item_that_ends_is_counted_once()
    {
        for (var i = 0; i < 5; i++)
            _pipeline.Drop($"{i}.json");
        _pipeline.Change("first", stage => stage with { Concurrency = 1 });
        IReadOnlyList<FilePipeline.Running.StageMeter> meters = [];
        var most = 0;
        _pipeline.Started = stages => meters = stages;
        await _pipeline.RunAsync(new() { Stages = ["first"] }, _ => most = Math.Max(most, meters[0].Seen));
        Assert.Equal(5, most);
    }

    [Fact]
    public async Task A_second_run_does_nothing_and_touches_nothing()
    {
        _pipeline.Drop("a.json");
        await _pipeline.RunAsync();
        var before = _pipeline.Files().Select(file => (file, File.GetLastWriteTimeUtc(_pipeline.Folder[$"data/{file}"]))).ToList();

        var summary = await _pipeline.RunAsync();

        Assert.Equal([1, 1], summary.Stages.Select(stage => stage.UpToDate));
        Assert.All(summary.Stages, stage => Assert.Equal(0, stage.Ended));
        Assert.Equal(before, _pipeline.Files().Select(file => (file, File.GetLastWriteTimeUtc(_pipeline.Folder[$"data/{file}"]))));
        Assert.All(_pipeline.Script.Runs.Values, runs => Assert.Equal(1, runs));
    }

    [Fact]
    public async Task An_edited_input_is_made_again_down_the_line()
    {
        _pipeline.Drop("a.json", "{\"a\":1}");
        _pipeline.Drop("b.json");
        await _pipeline.RunAsync();
        _pipeline.Drop("a.json", "{\"a\":22}");

        Assert.Equal(Reason.InputChanged, _pipeline.Plan("first")["a.json"].Reason);
        var summary = await _pipeline.RunAsync();

        Assert.Equal("{\n  \"a\": 22\n}\n", _pipeline.Folder.Read("data/second/a.json"));
        Assert.Equal([1, 1], summary.Stages.Select(stage => stage.Replaced));
        Assert.Equal([1, 1], summary.Stages.Select(stage => stage.UpToDate));
    }

    [Fact]
    public async Task A_touched_input_is_not_made_again()
    {
        _pipeline.Drop("a.json");
        await _pipeline.RunAsync();
        File.SetLastWriteTimeUtc(_pipeline.Folder["data/inbox/a.json"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(Reason.UpToDate, _pipeline.Plan("first")["a.json"].Reason);
    }

    [Fact]
    public async Task Equal_output_stops_the_wave()
    {
        _pipeline.Drop("a.json", "{\"a\":1}");
        await _pipeline.RunAsync();
        _pipeline.Drop("a.json", "{ \"a\" :\n 1 }");

        var summary = await _pipeline.RunAsync();

        Assert.Equal([1, 0], summary.Stages.Select(stage => stage.Same));
        Assert.Equal([0, 1], summary.Stages.Select(stage => stage.UpToDate));
        Assert.Equal(Reason.UpToDate, _pipeline.Plan("first")["a.json"].Reason);
    }

    [Fact]
    public async Task Another_version_makes_everything_again_and_the_old_version_back_is_fresh_only_for_its_bytes()
    {
        _pipeline.Drop("a.json");
        await _pipeline.RunAsync();
        _pipeline.Change("first", stage => stage with { Version = 2 });

        Assert.Equal(Reason.CodeChanged, _pipeline.Plan("first")["a.json"].Reason);
        await _pipeline.RunAsync();
        Assert.Equal(Reason.UpToDate, _pipeline.Plan("first")["a.json"].Reason);
        _pipeline.Change("first", stage => stage with { Version = 1 });
        Assert.Equal(Reason.UpToDate, _pipeline.Plan("first")["a.json"].Reason); // the bytes are the same, and version 1 made them too
    }

    [Fact]
    public async Task A_rejected_item_is_a_dead_letter_until_its_input_is_mended()
    {
        _pipeline.Drop("a.json", "{\"a\":");
        _pipeline.Drop("b.json");

        var summary = await _pipeline.RunAsync();

        Assert.Equal(1, summary.Stages[0].Dead);
        Assert.Contains("first/.dead/a.json", _pipeline.Files());
        Assert.Contains("second/b.json", _pipeline.Files());
        Assert.Equal(ItemState.Dead, _pipeline.Plan("first")["a.json"].State);

        _pipeline.Drop("a.json", "{\"a\":1}");
        await _pipeline.RunAsync();
        Assert.DoesNotContain("first/.dead/a.json", _pipeline.Files());
        Assert.Contains("second/a.json", _pipeline.Files());
    }

    [Fact]
    public async Task A_failing_item_is_tried_again_and_then_dead()
    {
        _pipeline.Drop("a.json");
        _pipeline.Change("first", stage => stage with { Retry = new() { Attempts = 3, Initial = TimeSpan.FromMilliseconds(1) } });
        var attempts = new List<int>();
        _pipeline.Script.Run = (_, context, _) =>
        {
            attempts.Add(context.Attempt);
            return new(new StageOutcome.Retry("http_503", "busy"));
        };

        var summary = await _pipeline.RunAsync();

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal((1, 2), (summary.Stages[0].Dead, summary.Stages[0].Failures));
        Assert.Equal(["first/.dead/a.json", "inbox/a.json"], _pipeline.Files());
    }

    [Fact]
    public async Task Two_files_with_one_key_are_told_and_neither_is_taken()
    {
        _pipeline.Drop("a.json");
        _pipeline.Drop("a.html", "<p>");

        await _pipeline.RunAsync();

        Assert.Equal(["first/.dead/a.json", "inbox/a.html", "inbox/a.json"], _pipeline.Files());
        Assert.Contains("duplicate_key", _pipeline.Folder.Read("data/first/.dead/a.json"), StringComparison.Ordinal);
        File.Delete(_pipeline.Folder["data/inbox/a.html"]);
        Assert.Equal(Reason.InputChanged, _pipeline.Plan("first")["a.json"].Reason);
        await _pipeline.RunAsync();
        Assert.Equal(["first/a.json", "inbox/a.json", "second/a.json"], _pipeline.Files());
    }

    [Fact]
    public async Task A_stage_that_hangs_is_given_up_and_the_others_go_on()
    {
        using var release = new ManualResetEventSlim();
        _pipeline.Drop("a.json");
        _pipeline.Drop("b.json");
        _pipeline.Change("first", stage => stage with { Timeout = TimeSpan.FromMilliseconds(10), Concurrency = 1, Retry = new() { Attempts = 1 } });
        _pipeline.Script.Run = (item, context, _) =>
        {
            if (item.Key.Value == "a" && context.Stage == "first")
                release.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
            return new(new StageOutcome.Emit(item.Content));
        };

        await _pipeline.RunAsync(); // ends although the stage never does
        release.Set();

        Assert.Equal(["first/.dead/a.json", "first/b.json", "inbox/a.json", "inbox/b.json", "second/b.json"], _pipeline.Files());
        Assert.Contains("\"timeout\"", _pipeline.Folder.Read("data/first/.dead/a.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_that_is_due_does_not_wait_for_a_slow_item()
    {
        var release = new TaskCompletionSource();
        _pipeline.Change("first", stage => stage with { Retry = new() { Initial = TimeSpan.FromMilliseconds(1) } });
        _pipeline.Script.Run = async (item, context, _) =>
        {
            if (item.Key.Value == "slow")
                await release.Task; // until the other has had its second attempt
            if (item.Key.Value == "flaky" && context.Attempt == 1)
                return new StageOutcome.Retry("busy", "come again");
            if (item.Key.Value == "flaky")
                release.TrySetResult();
            return new StageOutcome.Emit(item.Content);
        };
        _pipeline.Drop("slow.json");
        _pipeline.Drop("flaky.json");

        await _pipeline.RunAsync();

        Assert.Equal(2, _pipeline.Files().Count(file => file.StartsWith("second/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{\"kind\":\"failed\",\"stage\":\"first\",\"key\":\"a\",\"attempts\":-5,\"error\":{\"code\":\"x\",\"message\":\"y\"},\"failed_at\":\"2026-01-01T00:00:00Z\",\"input\":{\"digest\":null,\"size\":1,\"modified_ns\":1},\"code\":\"test.script@1\",\"version\":1,\"with\":\"\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_forged_record_holds_nothing(string record)
    {
        _pipeline.Drop("a.json");
        _pipeline.Folder.Write("data/first/.failed/a.json", record);

        await _pipeline.RunAsync();

        Assert.Contains("second/a.json", _pipeline.Files());
    }

    [Fact]
    public async Task Stopping_counts_no_attempt()
    {
        using var stop = new CancellationTokenSource();
        using var stopNow = new CancellationTokenSource();
        _pipeline.Drop("a.json");
        _pipeline.Script.Run = async (_, _, cancel) =>
        {
            await stop.CancelAsync();
            await stopNow.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return new StageOutcome.Reject("never", "");
        };

        var summary = await _pipeline.RunAsync(stop: stop.Token, stopNow: stopNow.Token);

        Assert.True(summary.Interrupted);
        Assert.Equal(["inbox/a.json"], _pipeline.Files());
    }
}
