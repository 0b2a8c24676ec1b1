using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Checks a stage's hidden folders: whether each file there is somebody's, and what it ought to be.</summary>
internal sealed class HiddenFiles(IVolume volume, VolumeFolder folder, StageView view, Owners owners, List<Finding> findings)
{
    private static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        StageFolder.ProcessingName, StageFolder.TemporaryName, Ledger.FolderName, StageFolder.PausedName,
        StageFolder.FolderOf(RecordKind.Dead), StageFolder.FolderOf(RecordKind.Failed), StageFolder.FolderOf(RecordKind.Skipped),
    };

    public void Check()
    {
        foreach (var entry in volume.List(folder).Where(entry => entry.Name[0] == '.').OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith(".git", StringComparison.Ordinal))
                continue;
            if (!Known.Contains(entry.Name))
                Tell(FindingKind.Foreign, entry.Name, "nothing of the engine's");
            else if (entry.Kind != EntryKind.Folder && entry.Name != StageFolder.PausedName)
                Tell(FindingKind.InTheWay, entry.Name, "it has to be a folder");
        }
        CheckKeys(StageFolder.ProcessingName, CheckClaim);
        foreach (var kind in Kinds)
            CheckKeys(StageFolder.FolderOf(kind), (name, entry, key) => CheckRecord(name, key));
        CheckTemporary();
        CheckLedger();
    }

    private void CheckKeys(string hidden, Action<string, VolumeEntry, ItemKey> check)
    {
        foreach (var (name, entry) in Walk.Below(volume, folder, hidden, into: _ => true).ToList())
        {
            ItemKey key = default;
            var isKey = name.EndsWith(".json", StringComparison.Ordinal) && ItemKey.TryParse(name[(hidden.Length + 1)..^".json".Length], out key);
            if (entry.Kind == EntryKind.Folder)
            {
                if (isKey)
                    Tell(FindingKind.InTheWay, name, "a folder under an item's name");
                else if (!volume.List(folder, name).Any())
                    Tell(FindingKind.EmptyFolder, name, "");
            }
            else if (entry.Kind != EntryKind.File || !isKey)
            {
                Tell(FindingKind.Foreign, name, "no file of the engine's");
            }
            else
            {
                check(name, entry, key);
            }
        }
    }

    private void CheckClaim(string name, VolumeEntry claim, ItemKey key)
    {
        if (!owners.HasOwner(folder, name, claim.Inode) && volume.Stat(folder, name)?.Inode == claim.Inode)
            Tell(FindingKind.ClaimOfNobody, name, "its owner has died; the next run takes the item up");
    }

    private void CheckRecord(string name, ItemKey key)
    {
        var buffer = new ItemBuffer();
        var read = volume.Read(folder, name, buffer, 1 << 20);
        if (read.Status == ReadStatus.Missing)
            return;
        if (read.Status != ReadStatus.Ok || AttemptRecord.TryParse(buffer.Span) is null)
            Tell(FindingKind.RecordUnreadable, name, "it holds nothing; remove it");
        else if (view.Input.Find(key) is null)
            Tell(FindingKind.RecordWithoutInput, name, $"the item is gone from {view.Definition.From}");
        else if (view.Judge(key).State == ItemState.Completed)
            Tell(FindingKind.RecordOutlived, name, "there is a result that counts");
    }

    private void CheckTemporary()
    {
        foreach (var entry in volume.List(folder, StageFolder.TemporaryName).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList())
        {
            var name = $"{StageFolder.TemporaryName}/{entry.Name}";
            if (!(entry.Kind == EntryKind.Folder && owners.Lives(entry.Name)) && volume.Stat(folder, name) is not null)
                Tell(FindingKind.TemporaryOfNobody, name, "no living worker writes it");
        }
    }

    private void CheckLedger()
    {
        using var ledger = volume.OpenFolder(folder.PathOf(Ledger.FolderName));
        if (ledger is null)
            return;
        foreach (var entry in volume.List(ledger).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList())
        {
            var name = $"{Ledger.FolderName}/{entry.Name}";
            if (entry.Name is LedgerMerge.LockName or LedgerMerge.MergedName)
                continue;
            if (entry.Kind != EntryKind.File || entry.Name[0] == '.' || !entry.Name.EndsWith(Ledger.Suffix, StringComparison.Ordinal))
                Tell(FindingKind.Foreign, name, "no ledger");
            else
                CheckSegment(ledger, entry.Name, name);
        }
    }

    private void CheckSegment(VolumeFolder ledger, string file, string name)
    {
        var segment = new LedgerSegment(volume, ledger, file);
        var (line, damaged, first) = (0, 0, 0);
        segment.ReadOn((text, _) =>
        {
            line++;
            if (LedgerLine.TryParse(text) is not null || LedgerNote.TryParse(text) is not null)
                return;
            if (++damaged == 1)
                first = line;
        });
        if (damaged > 0)
            Tell(FindingKind.LedgerDamaged, name, $"{damaged} {(damaged == 1 ? "line" : "lines")} cannot be read, first line {first}");
        if (volume.Stat(ledger, file) is { } stat && stat.Size > segment.Offset && !owners.Lives(file[..^Ledger.Suffix.Length]))
            Tell(FindingKind.LedgerTorn, name, $"its last line has no end ({stat.Size - segment.Offset} bytes), as a killed worker leaves it");
    }

    private void Tell(FindingKind kind, string name, string message) => findings.Add(new(view.Name, kind, name, message));
}
