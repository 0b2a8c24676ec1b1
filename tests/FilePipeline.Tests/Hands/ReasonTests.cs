using FilePipeline.Care;
using FilePipeline.Definition;
using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.Tests.Running;

namespace FilePipeline.Tests.Hands;

/// <summary>What a hand does, and the reason that the plan then gives: exactly the one of the closed list.</summary>
public sealed class ReasonTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();

    public ReasonTests() => _pipeline.Script.Run = (item, context, _) => new(item.Read<Order>() switch
    {
        { Do: "reject" } => new StageOutcome.Reject("no_good", "it is no good"),
        { Do: "skip" } => new StageOutcome.Skip("nothing in it"),
        { Do: "fail" } => new StageOutcome.Retry("busy", "later", TimeSpan.FromHours(1)),
        _ => new StageOutcome.Emit(item.Content),
    });

    private sealed record Order
    {
        public string? Do { get; init; }
    }

    [Fact]
    public void A_new_file_is_new_input()
    {
        _pipeline.Drop("a.json");
        AssertReasons("a.json", Reason.NewInput, second: null);
    }

    [Fact]
    public async Task Nothing_done_is_up_to_date()
    {
        await RunAsync();
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task A_touched_input_is_up_to_date()
    {
        await RunAsync();
        Touch("data/inbox/a.json");
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task An_input_copied_back_with_another_time_is_up_to_date()
    {
        await RunAsync();
        var content = _pipeline.Folder.Read("data/inbox/a.json");
        _pipeline.Drop("a.json", """{"other":1}""");
        AssertReasons("a.json", Reason.InputChanged, Reason.UpToDate);
        _pipeline.Drop("a.json", content);
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task An_edited_input_is_input_changed_and_down_the_line_upstream_changed()
    {
        await RunAsync();
        _pipeline.Drop("a.json", """{"other":1}""");
        AssertReasons("a.json", Reason.InputChanged, Reason.UpToDate);
        await _pipeline.RunAsync(new RunOptions { Stages = ["first"] });
        AssertReasons("a.json", Reason.UpToDate, Reason.UpstreamChanged);
    }

    [Fact]
    public async Task An_edit_that_makes_no_other_result_changes_nothing_down_the_line()
    {
        await RunAsync();
        _pipeline.Drop("a.json", "{\n\n\"a\":   1}");
        AssertReasons("a.json", Reason.InputChanged, Reason.UpToDate);
        await _pipeline.RunAsync(new RunOptions { Stages = ["first"] });
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task Another_version_is_code_changed()
    {
        await RunAsync();
        _pipeline.Change("first", stage => stage with { Version = 2 });
        AssertReasons("a.json", Reason.CodeChanged, Reason.UpToDate);
        _pipeline.Change("first", stage => stage with { Version = 1 });
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task Other_parameters_are_params_changed()
    {
        await RunAsync();
        _pipeline.Change("second", stage => stage with { WithDigest = "0123456789abcdef" });
        AssertReasons("a.json", Reason.UpToDate, Reason.ParamsChanged);
    }

    [Fact]
    public async Task An_edited_result_stays_and_what_follows_is_made_again()
    {
        await RunAsync();
        _pipeline.Folder.Write("data/first/a.json", """{"edited":1}""");
        AssertReasons("a.json", Reason.OutputEdited, Reason.UpstreamChanged);
        await _pipeline.RunAsync();
        AssertReasons("a.json", Reason.OutputEdited, Reason.UpToDate);
        Assert.Equal("""{"edited":1}""", _pipeline.Folder.Read("data/first/a.json"));
    }

    [Fact]
    public async Task A_touched_result_is_up_to_date()
    {
        await RunAsync();
        Touch("data/first/a.json");
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task A_deleted_result_is_output_missing()
    {
        await RunAsync();
        File.Delete(_pipeline.Folder["data/first/a.json"]);
        AssertReasons("a.json", Reason.OutputMissing, second: null);
        await _pipeline.RunAsync();
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate);
    }

    [Fact]
    public async Task Without_a_ledger_results_are_unrecorded_and_stay()
    {
        await RunAsync();
        Directory.Delete(_pipeline.Folder["data/first/.ledger"], recursive: true);
        _pipeline.Drop("a.json", """{"other":1}""");
        AssertReasons("a.json", Reason.Unrecorded, Reason.UpToDate);
    }

    [Fact]
    public async Task Dead_skipped_and_failed_items_say_so_until_their_input_changes()
    {
        _pipeline.Drop("dead.json", """{"do":"reject"}""");
        _pipeline.Drop("skipped.json", """{"do":"skip"}""");
        _pipeline.Drop("failed.json", """{"do":"fail"}""");
        using var stop = new CancellationTokenSource();
        await _pipeline.RunAsync(report: ended =>
        {
            if (ended.End.Kind == ItemEndKind.Failed)
                stop.Cancel();
        }, stop: stop.Token);
        await _pipeline.RunAsync(new() { Keys = new HashSet<ItemKey> { ItemKey.Parse("dead"), ItemKey.Parse("skipped") } });
        AssertReasons("dead.json", Reason.Dead, second: null);
        AssertReasons("skipped.json", Reason.Skipped, second: null);
        AssertReasons("failed.json", Reason.RetryWait, second: null);
        foreach (var name in (string[])["dead", "skipped", "failed"])
        {
            Touch($"data/inbox/{name}.json");
            Assert.False(_pipeline.Plan("first")[name + ".json"].IsRunnable);
            _pipeline.Drop(name + ".json", "{}");
            AssertReasons(name + ".json", Reason.InputChanged, second: null);
        }
    }

    [Fact]
    public async Task An_accepted_result_is_accepted_until_something_changes_again()
    {
        await RunAsync();
        _pipeline.Change("first", stage => stage with { Version = 2 });
        _pipeline.Drop("a.json", """{"other":1}""");
        var accepted = new Acceptance(_pipeline.Volume, _pipeline.Definition, _pipeline.Clock, new Random(1)).Run([("first", ItemKey.Parse("a"))]);
        Assert.Equal((1, 0), (accepted.Done, accepted.Gone));
        AssertReasons("a.json", Reason.Accepted, Reason.UpToDate);
        await _pipeline.RunAsync();
        Assert.Equal(1, _pipeline.Script.Runs[("first", ItemKey.Parse("a"))]);
        _pipeline.Drop("a.json", """{"third":1}""");
        AssertReasons("a.json", Reason.InputChanged, Reason.UpToDate);
    }

    [Fact]
    public async Task Forced_items_are_forced_and_no_others()
    {
        await RunAsync();
        _pipeline.Drop("b.json");
        await _pipeline.RunAsync();
        var seen = new List<(string, string, Reason)>();
        await _pipeline.RunAsync(new() { Force = true, Stages = ["first"], Keys = new HashSet<ItemKey> { ItemKey.Parse("b") } },
            ended => seen.Add((ended.Stage, ended.Key.Value, ended.End.Verdict.Reason)));
        Assert.Equal([("first", "b", Reason.Forced)], seen);
    }

    [Fact]
    public async Task A_forced_item_that_fails_again_and_again_is_dead_after_its_attempts()
    {
        await RunAsync();
        _pipeline.Script.Run = (_, _, _) => new(new StageOutcome.Retry("busy", "later"));
        _pipeline.Change("first", stage => stage with { Retry = new() { Attempts = 3, Initial = TimeSpan.FromMilliseconds(1) } });
        var ends = new List<ItemEndKind>();
        using var enough = new CancellationTokenSource();
        await _pipeline.RunAsync(new() { Force = true, Stages = ["first"] }, ended =>
        {
            ends.Add(ended.End.Kind);
            if (ends.Count == 10)
                enough.Cancel();
        }, enough.Token);
        Assert.Equal([ItemEndKind.Failed, ItemEndKind.Failed, ItemEndKind.Dead], ends);
        AssertReasons("a.json", Reason.UpToDate, Reason.UpToDate); // the result that stood, stands
    }

    [Fact]
    public async Task What_is_made_again_is_told_before_it_begins()
    {
        await RunAsync();
        _pipeline.Drop("b.json");
        await _pipeline.RunAsync();
        _pipeline.Drop("new.json");
        _pipeline.Drop("b.json", """{"other":1}""");
        File.Delete(_pipeline.Folder["data/second/a.json"]);
        IReadOnlyList<StageRemake> told = [];
        var ran = 0;
        await _pipeline.RunAsync(new() { Remaking = remakes => (told, ran) = (remakes, _pipeline.Script.Runs.Values.Sum()) });
        Assert.Equal(4, ran);
        Assert.Equal(["first InputChanged=1", "second OutputMissing=1"],
            told.Select(remake => $"{remake.Stage} {string.Join(' ', remake.Reasons.Select(pair => $"{pair.Key}={pair.Value}"))}"));
        Assert.Equal([1, 0], told.Select(remake => remake.Standing));
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task RunAsync()
    {
        _pipeline.Drop("a.json");
        await _pipeline.RunAsync();
    }

    private void Touch(string file) => File.SetLastWriteTimeUtc(_pipeline.Folder[file], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

    private void AssertReasons(string name, Reason first, Reason? second)
    {
        Assert.Equal(first, _pipeline.Plan("first")[name].Reason);
        Assert.Equal(second, _pipeline.Plan("second").TryGetValue(name, out var verdict) ? verdict.Reason : null);
    }
}
