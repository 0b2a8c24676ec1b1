using System.Globalization;
using FilePipeline.Care;
using FilePipeline.Definition;
using FilePipeline.Folders;
using FilePipeline.Running;
using FilePipeline.Storage;
using FilePipeline.TestKit;
using FilePipeline.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Tests.Hands;

/// <summary>Does to a pipeline what hands do, step by step as chance has it, and keeps a <see cref="HandsModel"/> of what must come of it.</summary>
internal sealed class HandsMachine(IHandsDisk disk, int seed)
{
    private static readonly string[] Keys = ["a", "b", "en/c", "en/deep/d", "e"];
    private static readonly string[] Contents =
        ["""{"n":1}""", """{"n":2}""", """{ "n" : 1 }""", """{"do":"dead"}""", """{"do":"skipped"}""", """{"n":[3,{"x":null}]}"""];
    private readonly HandsModel _model = new();
    private readonly Random _chance = new(seed);
    private readonly Dictionary<(string, string), List<string>> _history = [];
    private int _edits;

    /// <summary>What was done so far, for the message of a failure.</summary>
    public List<string> Story { get; } = [];

    public async Task StepAsync()
    {
        var key = Keys[_chance.Next(Keys.Length)];
        var stage = HandsModel.Stages[_chance.Next(2)];
        switch (_chance.Next(20))
        {
            case 0 or 1 or 2:
                var content = Contents[_chance.Next(Contents.Length)];
                Say($"drop or edit {key}: {content}");
                disk.Write($"inbox/{key}.json", content);
                _model.Inputs[key] = content;
                break;
            case 3 when _model.Inputs.TryGetValue(key, out var same):
                Say($"touch {key}");
                disk.Write($"inbox/{key}.json", same);
                break;
            case 4:
                Say($"delete input {key}");
                disk.Delete($"inbox/{key}.json");
                _model.Inputs.Remove(key);
                break;
            case 5 or 6 when _model.Results.ContainsKey((stage, key)):
                Say($"edit result {stage} {key}");
                Put(stage, key, $"{{\n  \"edited\": {++_edits}\n}}\n");
                break;
            case 7:
                Say($"delete result {stage} {key}");
                disk.Delete($"{stage}/{key}.json");
                _model.Results.Remove((stage, key));
                break;
            case 8 when _history.TryGetValue((stage, key), out var earlier):
                Say($"restore result {stage} {key}");
                Put(stage, key, earlier[_chance.Next(earlier.Count)]);
                break;
            case 9 when _model.Records.Remove((stage, key), out var record):
                Say($"delete record {stage} {key}");
                disk.Delete($"{stage}/.{record.Kind}/{key}.json");
                break;
            case 10 when _model.Records.Remove((stage, key), out var record):
                Say($"damage record {stage} {key}");
                disk.Write($"{stage}/.{record.Kind}/{key}.json", "{\"kind\":");
                break;
            case 11 when _model.InputOf(stage, key) is { } input && !_model.Records.ContainsKey((stage, key)):
                Forge(stage, key, input);
                break;
            case 12 when _chance.Next(2) == 0:
                Say($"delete ledger of {stage}");
                disk.Delete($"{stage}/.ledger");
                _model.Lines.RemoveWhere(line => line.Stage == stage);
                break;
            case 12 when disk.Files($"{stage}/.ledger").FirstOrDefault(file => file.EndsWith(".jsonl", StringComparison.Ordinal)) is { } segment:
                Say($"damage ledger of {stage}");
                disk.Write($"{stage}/.ledger/{segment}", disk.Read($"{stage}/.ledger/{segment}") + "{\"key\":\"a\",\n{\"key\":\"b\",\"rea");
                break;
            case 13:
                Say($"{(_model.Paused.Contains(stage) ? "resume" : "pause")} {stage}");
                if (!_model.Paused.Remove(stage) && _model.Paused.Add(stage))
                    disk.Write($"{stage}/.paused", "");
                else
                    disk.Delete($"{stage}/.paused");
                break;
            case 14:
                _model.Versions[stage] = _chance.Next(1, 4);
                Say($"{stage} has version {_model.Versions[stage]}");
                break;
            case 15:
                Retry();
                break;
            case 16:
                Accept(stage);
                break;
            case 17:
                Skip(stage, key);
                break;
            case 18:
                Say("forge a lease and a temporary file");
                disk.Write(".workers/nobody.json", "hello");
                disk.Write($"{stage}/.tmp/nobody/1.json", "{");
                break;
            default:
                await RunAsync();
                break;
        }
    }

    /// <summary>Some crashes, as chance has it, then a run to the end; then all is as the model says.</summary>
    public async Task RunAsync()
    {
        for (var crashes = _chance.Next(-2, 3); crashes > 0; crashes--)
        {
            var operation = _chance.Next(5, 200);
            try
            {
                await RunAsync(disk.NewProcess(operation));
            }
            catch (ProcessDiedException)
            {
                Say($"crash in operation {operation}");
            }
        }
        Say("run");
        await RunAsync(disk.NewProcess());
        _model.Run();
        foreach (var ((stage, key), result) in _model.Results)
        {
            if (!_history.TryGetValue((stage, key), out var known))
                _history[(stage, key)] = known = [];
            if (!known.Contains(result))
                known.Add(result);
        }
        Compare();
        Check();
        if (_model.Paused.Count == 0 && _chance.Next(4) == 0)
            Prune();
    }

    private async Task RunAsync(IVolume process)
    {
        try
        {
            await Runner(process).RunAsync(new(), null, null, CancellationToken.None, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            Assert.Fail(Told($"a run does not end; there are {string.Join(", ", disk.Files("").Where(file => file.Contains("/.", StringComparison.Ordinal) && !file.Contains("/.ledger", StringComparison.Ordinal)))}"));
        }
    }

    private void Put(string stage, string key, string content)
    {
        disk.Write($"{stage}/{key}.json", content);
        _model.Results[(stage, key)] = content;
    }

    private void Forge(string stage, string key, string input)
    {
        var isTrue = _chance.Next(2) == 0;
        Say($"forge a dead letter {stage} {key}, of {(isTrue ? "this" : "another")} input");
        var digest = ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(isTrue ? input : "other"));
        disk.Write($"{stage}/.dead/{key}.json", System.Text.Encoding.UTF8.GetString(new AttemptRecord
        {
            Kind = RecordKind.Dead, Stage = stage, Key = key, Error = new("forged", ""), FailedAt = DateTimeOffset.UnixEpoch,
            Input = new(digest.ToString(), -1, -1), Code = "test.script@1", Version = _model.Versions[stage], With = "",
        }.ToJson()));
        _model.Records[(stage, key)] = new("dead", isTrue ? input : "other", _model.Versions[stage]);
    }

    private void Retry()
    {
        Say("retry all dead");
        var dead = _model.Records.Where(pair => pair.Value.Kind == "dead").Select(pair => pair.Key).ToList();
        var result = new Requeue(disk.NewProcess(), Definition, TimeProvider.System, new Random(seed)).Run(dead.Select(key => (key.Stage, ItemKey.Parse(key.Key))));
        var claimed = result.Claimed.Select(item => (item.Stage, item.Key.Value)).ToHashSet();
        dead.Where(key => !claimed.Contains(key)).ToList().ForEach(key => _model.Records.Remove(key));
    }

    private void Accept(string stage)
    {
        var stale = _model.Keys().Where(key => _model.StateOf(stage, key) is "stale" or "edited" && !IsClaimed(stage, key)).ToList();
        Say($"accept {stage}: {string.Join(' ', stale)}");
        var result = new Acceptance(disk.NewProcess(), Definition, TimeProvider.System, new Random(seed)).Run(stale.Select(key => (stage, ItemKey.Parse(key))));
        Assert.Equal((stale.Count, 0), (result.Done, result.Gone));
        foreach (var key in stale)
        {
            _model.Lines.Add(new(stage, key, _model.InputOf(stage, key)!, _model.Results[(stage, key)], _model.Versions[stage]));
            _model.Records.Remove((stage, key));
        }
    }

    private void Skip(string stage, string key)
    {
        if (_model.StateOf(stage, key) is not ("pending" or "stale" or "dead") || IsClaimed(stage, key))
            return;
        Say($"skip {stage} {key}");
        Assert.Equal(1, new HandSkip(disk.NewProcess(), Definition, TimeProvider.System, new Random(seed)).Run([(stage, ItemKey.Parse(key))], "so").Done);
        _model.Records[(stage, key)] = new("skipped", _model.InputOf(stage, key)!, _model.Versions[stage]);
    }

    private void Prune()
    {
        Say("prune");
        var pruning = new Pruning(disk.NewProcess(), new(Definition), TimeProvider.System, new Random(seed));
        var orphans = pruning.Find([], out _);
        Assert.Equal((orphans.Count, 0), (pruning.Run(orphans).Done, 0));
        foreach (var stage in HandsModel.Stages)
        {
            foreach (var key in _model.Keys().Where(key => _model.InputOf(stage, key) is null))
            {
                _model.Results.Remove((stage, key));
                _model.Records.Remove((stage, key));
            }
        }
        Compare();
    }

    private bool IsClaimed(string stage, string key) => disk.Read($"{stage}/.processing/{key}.json") is not null;

    private void Compare()
    {
        foreach (var stage in HandsModel.Stages)
        {
            var results = disk.Files(stage).Where(file => file[0] != '.').ToDictionary(file => file, file => disk.Read($"{stage}/{file}"));
            var expected = _model.Results.Where(pair => pair.Key.Stage == stage).ToDictionary(pair => pair.Key.Key + ".json", pair => pair.Value);
            Assert.True(results.Count == expected.Count && expected.All(pair => results.GetValueOrDefault(pair.Key) == pair.Value),
                Told($"results of {stage} are\n{Lines(results!)}\nand not\n{Lines(expected)}"));
            // In a paused stage a crash that was counted waits to be tried again.
            var records = (_model.Paused.Contains(stage) ? new[] { "dead", "skipped" } : ["dead", "failed", "skipped"])
                .SelectMany(kind => disk.Files($"{stage}/.{kind}").Where(file => AttemptRecord.TryParse(System.Text.Encoding.UTF8.GetBytes(disk.Read($"{stage}/.{kind}/{file}")!)) is not null)
                    .Select(file => $"{kind} {file}")).Order(StringComparer.Ordinal).ToList();
            var expectedRecords = _model.Records.Where(pair => pair.Key.Stage == stage).Select(pair => $"{pair.Value.Kind} {pair.Key.Key}.json").Order(StringComparer.Ordinal).ToList();
            Assert.True(expectedRecords.SequenceEqual(records), Told($"records of {stage} are {string.Join(", ", records)}, not {string.Join(", ", expectedRecords)}"));
        }
        foreach (var (key, content) in _model.Inputs)
            Assert.True(disk.Read($"inbox/{key}.json") == content, Told($"input {key} has changed"));
    }

    /// <summary>Conservation, and nothing of nobody but what these hands have put there.</summary>
    private void Check()
    {
        var report = FolderCheck.Run(disk.NewProcess(), new(Definition), TimeProvider.System);
        Assert.True(report.Stages.All(stage => stage.IsEven), Told("not even"));
        foreach (var stage in report.Stages)
        {
            Assert.True(stage.Inputs == _model.Keys().Count(key => _model.InputOf(stage.Stage, key) is not null), Told($"{stage.Inputs} inputs in {stage.Stage}"));
            var expected = _model.Keys().Select(key => _model.StateOf(stage.Stage, key)).Where(state => state != "gone")
                .Select(state => state is "fresh" or "edited" or "unrecorded" ? "completed" : state).CountBy(state => state).OrderBy(pair => pair.Key, StringComparer.Ordinal);
            var actual = stage.States.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal).Where(pair => pair.Value > 0)
                .Select(pair => KeyValuePair.Create(pair.Key.ToString().ToLowerInvariant(), pair.Value));
            // A paused stage may hold what was claimed or counted before it was paused.
            if (!_model.Paused.Contains(stage.Stage))
                Assert.True(expected.SequenceEqual(actual), Told($"{stage.Stage}: {string.Join(' ', actual)}, not {string.Join(' ', expected)}"));
        }
        var unexpected = report.Findings.Where(finding => finding.Kind.IsWrong() && finding.Kind is not
            (FindingKind.RecordUnreadable or FindingKind.LedgerDamaged or FindingKind.RecordWithoutInput)).ToList();
        Assert.True(unexpected.Count == 0, Told("found " + string.Join(", ", unexpected)));
        foreach (var (stage, key) in _model.Keys().SelectMany(key => HandsModel.Stages.Select(stage => (stage, key))))
        {
            Assert.True((_model.InputOf(stage, key) is not null && _model.StateOf(stage, key) == "edited") == report.Findings.Any(finding =>
                finding.Kind == FindingKind.ResultEdited && finding.Folder == stage && finding.Name == key + ".json") || _model.InputOf(stage, key) is null, Told($"edited {stage} {key}"));
        }
    }

    private PipelineDefinition Definition => new()
    {
        Name = "hands", Root = Path.GetDirectoryName(disk.Data)!, Data = disk.Data,
        Sources = [new() { Name = "inbox", Settle = TimeSpan.Zero }],
        Stages = [Stage("first", "inbox"), Stage("second", "first")],
    };

    private StageDefinition Stage(string name, string from) => TestPipeline.Stage(name, from) with { Version = _model.Versions[name] };

    private PipelineRunner Runner(IVolume volume)
    {
        var versions = new Dictionary<string, int>(_model.Versions);
        var script = new StageScript
        {
            Run = (item, context, _) =>
            {
                var (output, kind) = HandsModel.Make(context.Stage, versions[context.Stage], System.Text.Encoding.UTF8.GetString(item.Content.Span));
                return new(output is not null ? new StageOutcome.Emit(System.Text.Encoding.UTF8.GetBytes(output))
                    : kind == "dead" ? new StageOutcome.Reject("no_good", "so") : new StageOutcome.Skip("so"));
            },
        };
        return new(Definition, volume, new ServiceCollection().AddSingleton(script).BuildServiceProvider(), new HurriedClock(), new Random(seed), NullLoggerFactory.Instance);
    }

    private void Say(string what) => Story.Add(what);

    private string Told(string problem) => string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {problem}\n{string.Join('\n', Story)}");

    private static string Lines(Dictionary<string, string> files) => string.Join('\n', files.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value.ReplaceLineEndings(" ")}"));
}
