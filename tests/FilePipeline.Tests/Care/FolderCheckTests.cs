using FilePipeline.Care;
using FilePipeline.Tests.Running;

namespace FilePipeline.Tests.Care;

/// <summary>What a check finds, and what the repair makes of it.</summary>
public sealed class FolderCheckTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();

    [Fact]
    public async Task After_a_run_all_is_sound_and_even()
    {
        await RunAsync();
        var report = Check();
        Assert.True(report.IsSound);
        Assert.Empty(report.Findings);
        Assert.Equal(4, report.Results);
        Assert.All(report.Stages, stage => Assert.True(stage is { IsEven: true, Inputs: 2 }));
    }

    [Theory]
    [InlineData("first/a.json", "{ torn", FindingKind.ResultBroken)]
    [InlineData("first/a.json", "{\n  \"edited\": 1\n}\n", FindingKind.ResultEdited)]
    [InlineData("first/README.md", "hello", FindingKind.Other)]
    [InlineData("first/new.json", "{}\n", FindingKind.Orphan)]
    [InlineData("first/.dead/notes.txt", "hello", FindingKind.Foreign)]
    [InlineData("first/.dead/a.json", "hello", FindingKind.RecordUnreadable)]
    [InlineData("first/.cache", "hello", FindingKind.Foreign)]
    [InlineData("first/.processing/a.json", "{}", FindingKind.ClaimOfNobody)]
    [InlineData("first/.tmp/nobody/1.json", "{}", FindingKind.TemporaryOfNobody)]
    [InlineData("first/.tmp/1.json", "{}", FindingKind.TemporaryOfNobody)]
    [InlineData("first/.failed/a.json/b", "", FindingKind.InTheWay)]
    [InlineData("first/.ledger/x.txt", "", FindingKind.Foreign)]
    [InlineData("first/.ledger/x.jsonl", "hello\n", FindingKind.LedgerDamaged)]
    [InlineData("first/.ledger/x.jsonl", "{\"key\":", FindingKind.LedgerTorn)]
    [InlineData(".workers/nobody.json", "{}", FindingKind.LeaseOfNobody)]
    [InlineData(".workers/notes.txt", "", FindingKind.Foreign)]
    [InlineData("old_stage/a.json", "{}", FindingKind.Other)]
    public async Task Each_kind_of_damage_is_found_under_its_name(string file, string content, FindingKind kind)
    {
        await RunAsync();
        _pipeline.Folder.Write($"data/{file}", content);
        var report = Check();
        Assert.Contains(report.Findings, finding => finding.Kind == kind && file.StartsWith($"{finding.Folder}/{finding.Name}".TrimEnd('/'), StringComparison.Ordinal));
        Assert.Equal(!kind.IsWrong(), report.IsSound);
    }

    [Fact]
    public async Task A_result_with_other_content_under_its_old_time_is_told_from_an_edited_one()
    {
        await RunAsync();
        var path = _pipeline.Folder["data/first/a.json"];
        var time = new DateTime(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        await _pipeline.RunAsync(new() { Force = true }); // the same bytes again: the ledger now knows them with this time
        File.WriteAllText(path, File.ReadAllText(path).Replace('1', '7'));
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(FindingKind.ResultAltered, Assert.Single(Check().Findings, finding => finding.Folder == "first").Kind);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_result_is_in_the_way()
    {
        await RunAsync();
        File.Delete(_pipeline.Folder["data/second/b.json"]);
        Directory.CreateDirectory(_pipeline.Folder["data/second/b.json"]);
        Assert.Contains(Check().Findings, finding => finding is { Kind: FindingKind.InTheWay, Name: "b.json" });
    }

    [Fact]
    public async Task A_record_whose_item_is_gone_is_found_and_mended()
    {
        _pipeline.Script.Run = (_, _, _) => new(new StageOutcome.Reject("no_good", "so"));
        await RunAsync();
        File.Delete(_pipeline.Folder["data/inbox/a.json"]);
        Assert.Equal([FindingKind.RecordWithoutInput], Check().Findings.Select(finding => finding.Kind));
        Repair();
        Assert.Empty(Check().Findings);
        Assert.Equal(["b.json"], _pipeline.Folder.Files("data/first/.dead"));
    }

    [Fact]
    public async Task The_repair_clears_what_belongs_to_nobody_and_touches_nothing_else()
    {
        await RunAsync();
        _pipeline.Drop("c.json");
        var before = _pipeline.Files();
        _pipeline.Folder.Write("data/first/.processing/c.json", "{}");
        _pipeline.Folder.Write("data/first/.tmp/nobody/deep/1.json", "{}");
        _pipeline.Folder.Write("data/first/.tmp/stray", "");
        _pipeline.Folder.Write("data/.workers/nobody.json", "{}");
        _pipeline.Folder.Write("data/second/.ledger/x.jsonl", "hello\n");
        Directory.CreateDirectory(_pipeline.Folder["data/second/.dead/en/deep"]);
        Assert.Equal(6, Check().Findings.Count);

        Repair();

        Assert.Empty(Check().Findings);
        // The claim counts as a worker's that has died, as for any run.
        Assert.Equal(before.Append("first/.failed/c.json").Order(StringComparer.Ordinal), _pipeline.Files());
        Assert.Equal(Planning.Reason.UpToDate, _pipeline.Plan("second")["a.json"].Reason);
    }

    [Fact]
    public async Task A_living_worker_is_nobodys_leftover()
    {
        await RunAsync();
        _pipeline.Drop("c.json");
        CheckReport? during = null;
        _pipeline.Script.Run = (item, context, _) =>
        {
            if (context.Stage == "first")
                during = Check();
            return new(new StageOutcome.Emit(item.Content));
        };
        await _pipeline.RunAsync();
        Assert.True(during!.IsSound, string.Join(", ", during.Findings));
        Assert.Equal(1, during.Stages[0].States[Planning.ItemState.Processing]);
    }

    [Fact]
    public async Task Orphans_are_pruned_down_the_line_but_not_when_their_input_is_coming_or_its_folder_is_missing()
    {
        await RunAsync();
        File.Delete(_pipeline.Folder["data/inbox/a.json"]);
        File.Delete(_pipeline.Folder["data/first/b.json"]); // is made again
        var pruning = new Pruning(_pipeline.Volume, new(_pipeline.Definition), _pipeline.Clock, new Random(1));
        var orphans = pruning.Find([], out var unsure);
        Assert.Equal([new("first", ItemKey.Parse("a"), true), new("second", ItemKey.Parse("a"), true)], orphans);
        Assert.Empty(unsure);
        Assert.Equal(2, pruning.Run(orphans).Done);
        Assert.Equal(["inbox/b.json", "second/b.json"], _pipeline.Files());

        Directory.Delete(_pipeline.Folder["data/inbox"], recursive: true);
        await _pipeline.RunAsync();
        Directory.Delete(_pipeline.Folder["data/first"], recursive: true);
        Assert.Empty(pruning.Find([], out unsure));
        Assert.Equal(["second"], unsure);
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task RunAsync()
    {
        _pipeline.Drop("a.json");
        _pipeline.Drop("b.json");
        await _pipeline.RunAsync();
    }

    private CheckReport Check() => FolderCheck.Run(_pipeline.Volume, new(_pipeline.Definition), _pipeline.Clock);

    private void Repair() => new FolderRepair(_pipeline.Volume, new(_pipeline.Definition), _pipeline.Clock, new Random(1)).Run(Check().Findings);
}
