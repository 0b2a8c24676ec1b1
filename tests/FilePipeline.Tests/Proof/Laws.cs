using System.Text;
using FilePipeline.Folders;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// Watches every operation of every process on one disk, and knows who owns what by what it saw alone. Breaking a law throws, in the
/// process that breaks it.
/// </summary>
internal sealed class Laws(SimulatedDisk disk, Scenario scenario)
{
    private const string Stage = Scenario.Data + "/work/";
    private const string Claims = Stage + StageFolder.ProcessingName + "/";
    private static readonly string[] Changing =
        [nameof(IVolume.TryLink), nameof(IVolume.TryRename), nameof(IVolume.TryUnlink), nameof(IVolume.TryWriteNew), nameof(IVolume.MakeFolder), nameof(IVolume.TryRemoveFolder), "Append"];

    private readonly Dictionary<string, ProofProcess> _owners = [];
    private readonly Dictionary<string, int> _runs = [];
    private readonly Dictionary<string, int> _results = [];
    private readonly HashSet<string> _allowed = [];
    private readonly HashSet<(string Key, string Worker)> _held = [];
    private bool _begun;
    private string? _byHand;

    public int Deaths { get; set; }

    public int HandMoves { get; private set; }

    /// <summary>It has not seen the beginning: claims may be there whose owners it does not know.</summary>
    public bool IsLate { get; init; }

    /// <summary>The first law that was broken; what a stage throws, the engine takes for a failure of its item.</summary>
    public string? Broken { get; private set; }

    public int Runs => _runs.Values.Sum();

    /// <summary>Forgets what was run and published: the explored part begins.</summary>
    public void Begin()
    {
        _runs.Clear();
        _results.Clear();
        _begun = true;
    }

    /// <summary>A hand has moved.</summary>
    public void Moved(Hand hand)
    {
        HandMoves++;
        if (hand.Result is not null)
        {
            _allowed.Add(hand.Result);
            if (disk.ReadText(Stage + "k.json") == hand.Result)
                _byHand = hand.Result;
        }
        AllowInputs();
    }

    /// <summary>Results of what lies in the inbox now, and of what ever lay there, are whole results.</summary>
    public void AllowInputs()
    {
        foreach (var file in disk.Files(Scenario.Data + "/inbox"))
        {
            if (Scenario.ResultOf(disk.ReadText($"{Scenario.Data}/inbox/{file}")!) is { } result)
                _allowed.Add(result);
        }
    }

    /// <summary>A stage begins to run.</summary>
    public void Enter(ProofProcess process, string key)
    {
        Check(_owners.GetValueOrDefault(key) == process, $"{process} runs {key}, which {_owners.GetValueOrDefault(key)} owns");
        var runs = _runs[key] = _runs.GetValueOrDefault(key) + 1;
        Check(!_begun || runs <= scenario.Runs + Deaths + HandMoves, $"{key} is run {runs} times");
    }

    /// <summary>An operation was done.</summary>
    public void Watch(ProofProcess process, SimulatedOperation operation, object? result)
    {
        if (!Changing.Contains(operation.Verb))
            return;
        Check(result is false or VolumeException || !operation.Path.StartsWith(Scenario.Data + "/inbox/", StringComparison.Ordinal), $"{process} changes the inbox: {operation}");
        if (result is true && operation.Path.EndsWith(".json", StringComparison.Ordinal))
        {
            if (operation.Path.StartsWith(Claims, StringComparison.Ordinal))
                WatchClaim(process, operation, KeyOf(operation.Path[Claims.Length..]));
            else if (operation.Verb == nameof(IVolume.TryRename) && operation.Path.StartsWith(Stage, StringComparison.Ordinal))
                WatchRename(process, operation.Path[Stage.Length..]);
            else if (operation.Verb == nameof(IVolume.TryUnlink) && RecordKey(operation.Path) is { } key)
                CheckMaySettle(process, key, operation);
        }
        foreach (var file in disk.Files(Stage).Where(file => !file.Split('/').Any(part => part[0] == '.')))
            Check(IsLate || _allowed.Contains(disk.ReadText(Stage + file)!), $"what stands under {file} is no whole result: {disk.ReadText(Stage + file)}");
    }

    private void WatchClaim(ProofProcess process, SimulatedOperation operation, string key)
    {
        var owner = _owners.GetValueOrDefault(key);
        switch (operation.Verb)
        {
            case nameof(IVolume.TryLink) or nameof(IVolume.TryRename):
                Check(owner is null, $"{process} claims {key}, which {owner} owns");
                _owners[key] = process;
                _held.Add((key, process.Worker));
                break;
            case nameof(IVolume.TryUnlink):
                Check(owner is not null || IsLate, $"{process} releases {key}, which nobody owns");
                if (owner is not null && owner != process)
                {
                    Check(owner.Volume.IsDead, $"{process} releases the claim of {owner}, which lives");
                    Check(IsAccountedFor(key, owner), $"{process} takes the claim on {key} from the dead {owner}, and nothing says so");
                }
                _owners.Remove(key);
                break;
        }
    }

    /// <summary>
    /// A dead worker's claim goes only when its item has come to an end, or its death has been counted, or the stage had done its work
    /// and the worker died while it published.
    /// </summary>
    private bool IsAccountedFor(string key, ProofProcess owner) =>
        HandMoves > 0 || disk.Read(Scenario.Data + $"/inbox/{key}.json") is null || disk.Read($"{Stage}{key}.json") is not null
        || disk.ReadText($"{Stage}{Ledger.FolderName}/{owner.Worker}.jsonl")?.Contains($"\"key\":\"{key}\"", StringComparison.Ordinal) == true
        || Record(key) is { } record && (record.Kind != RecordKind.Failed || record.Crashes.Any(crash => crash.Worker == owner.Worker));

    private void WatchRename(ProofProcess process, string file)
    {
        if (file[0] != '.')
        {
            var key = KeyOf(file);
            Check(_owners.GetValueOrDefault(key) == process, $"{process} publishes {key}, which {_owners.GetValueOrDefault(key)} owns");
            var results = _results[key] = _results.GetValueOrDefault(key) + 1;
            Check(!_begun || results <= scenario.Results + HandMoves, $"{key} is published {results} times");
            var digest = ContentDigest.Of(disk.Read(Stage + file)).ToString();
            Check(disk.Files(Stage + Ledger.FolderName).Any(segment => disk.ReadText($"{Stage}{Ledger.FolderName}/{segment}")!.Contains(digest, StringComparison.Ordinal)),
                $"the result of {key} is visible before its ledger line");
        }
        else if (RecordKey(Stage + file) is { } key)
        {
            CheckMaySettle(process, key, null);
            var record = AttemptRecord.TryParse(disk.Read(Stage + file));
            Check(record is not null, $"the record {file} is not whole");
            Check(record!.Attempts <= ProofProcess.Attempts, $"{key} has {record.Attempts} attempts");
            Check(record.Crashes.Select(crash => crash.Worker).Distinct().Count() == record.Crashes.Count, $"a death is counted twice in {file}");
            Check(IsLate || record.Crashes.All(crash => _held.Contains((key, crash.Worker))), $"{file} counts a death of somebody who never held {key}");
        }
    }

    private void CheckMaySettle(ProofProcess process, string key, SimulatedOperation? operation)
    {
        var owner = _owners.GetValueOrDefault(key);
        Check(owner == process || owner is { Volume.IsDead: true } || IsLate && owner is null, $"{process} settles {key}, which {owner} owns {operation}");
    }

    private AttemptRecord? Record(string key)
    {
        foreach (var kind in (RecordKind[])[RecordKind.Dead, RecordKind.Failed, RecordKind.Skipped])
        {
            if (disk.Read($"{Stage}{StageFolder.FolderOf(kind)}/{key}.json") is { } json)
                return AttemptRecord.TryParse(json);
        }
        return null;
    }

    /// <summary>When the last worker has left: each input in exactly one state, that which its content asks for, and no leftovers.</summary>
    public void CheckEnd()
    {
        var left = disk.Files(Scenario.Data).Where(file => file.StartsWith(".workers/", StringComparison.Ordinal)
            || file.Contains("/.processing/", StringComparison.Ordinal) || file.Contains("/.tmp/", StringComparison.Ordinal)).ToList();
        Check(left.Count == 0, $"left over: {string.Join(", ", left)}");
        foreach (var file in disk.Files(Scenario.Data + "/inbox"))
        {
            var key = KeyOf(file);
            var input = disk.ReadText($"{Scenario.Data}/inbox/{file}")!;
            var result = disk.ReadText($"{Stage}{file}");
            var records = Enum.GetValues<RecordKind>().Where(kind => disk.Read($"{Stage}{StageFolder.FolderOf(kind)}/{file}") is not null).ToList();
            var end = Scenario.EndOf(input);
            // A hand's result is nobody's to replace; a record that came about at the same moment may stand beside it.
            var isByHand = result is not null && result == _byHand;
            Check(_byHand is null || isByHand, $"the result of {key} that a hand has put is gone");
            if (end == End.Completed)
                Check(result is not null && (records.Count == 0 || isByHand), $"{key} should be completed, but: result {result ?? "none"}, records {string.Join(", ", records)}");
            else
                Check(records is [var only] && only == (end == End.Dead ? RecordKind.Dead : RecordKind.Skipped), $"{key} should be {end}, but its records are {string.Join(", ", records)}");
            if (end == End.Completed && !isByHand)
                Check(result == Scenario.ResultOf(input), $"the result of {key} is not of today's input: {result}");
        }
    }

    public void Check(bool holds, string law)
    {
        if (holds)
            return;
        Broken ??= law;
        throw new LawBrokenException(law);
    }

    private static string KeyOf(string file) => file[..^".json".Length];

    private static string? RecordKey(string path)
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var folder = $"{Stage}{StageFolder.FolderOf(kind)}/";
            if (path.StartsWith(folder, StringComparison.Ordinal))
                return KeyOf(path[folder.Length..]);
        }
        return null;
    }

    /// <summary>All that is there, for comparing.</summary>
    public string Contents()
    {
        var text = new StringBuilder();
        foreach (var file in disk.Files(Scenario.Data))
            text.Append(file).Append('\n').Append(disk.ReadText($"{Scenario.Data}/{file}")).Append('\n');
        return text.ToString();
    }
}
