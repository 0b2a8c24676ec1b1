using FilePipeline.Folders;
using FilePipeline.Status;
using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Checks a stage's visible files: each a whole result, and what the ledger says of it.</summary>
internal sealed class ResultFiles(IVolume volume, StageView view, List<Finding> findings)
{
    private readonly ItemBuffer _buffer = new();

    /// <summary>Returns how many results were read.</summary>
    public int Check()
    {
        var results = 0;
        view.Folder.Ledger.Refresh();
        foreach (var found in view.Results.List())
        {
            if (found.Problem is { } problem)
                Tell(FindingKind.Other, found.Name, $"its name cannot be a key: {problem}");
            else if (found.Kind != EntryKind.File)
                Tell(FindingKind.InTheWay, found.Name, $"a {Words(found.Kind)} under a result's name");
            else if (Check(found.Key))
                results++;
        }
        CheckOthers();
        return results;
    }

    private bool Check(ItemKey key)
    {
        var name = key.FileName;
        var read = view.Folder.Read(name, _buffer, long.MaxValue);
        if (read.Status == ReadStatus.Missing)
            return false;
        if (read.Status != ReadStatus.Ok)
        {
            Tell(FindingKind.ResultBroken, name, read.Status == ReadStatus.Denied ? "no permission to read it" : "it cannot be read");
            return true;
        }
        if (view.Input.Find(key) is null)
            Tell(FindingKind.Orphan, name, $"the item is gone from {view.Definition.From}");
        if (ResultFile.Problem(_buffer.Span, out var isCanonical) is { } problem)
            Tell(FindingKind.ResultBroken, name, problem);
        else
            Compare(key, read.Stat, ContentDigest.Of(_buffer.Span).Prefix, isCanonical);
        return true;
    }

    private void Compare(ItemKey key, in VolumeStat stat, ulong digest, bool isCanonical)
    {
        var lines = view.Folder.Ledger.Find(key);
        if (!lines.Any(line => line.OutDigest == digest))
        {
            view.Folder.Ledger.Refresh(); // the line is written before its result: it may be younger than the last look
            lines = view.Folder.Ledger.Find(key);
        }
        var stamp = FileIdentity.StampOf(stat);
        if (lines.Count == 0)
            Tell(FindingKind.ResultUnrecorded, key.FileName, "");
        else if (lines.Any(line => line.OutDigest == digest))
        {
            if (!isCanonical && !lines.Any(line => line.IsAccepted))
                Tell(FindingKind.ResultNotCanonical, key.FileName, "");
        }
        else if (lines.Any(line => line.OutStamp == stamp))
            Tell(FindingKind.ResultAltered, key.FileName, "size and time are as the ledger says, the content is not");
        else
            Tell(FindingKind.ResultEdited, key.FileName, "");
    }

    /// <summary>What is no result, and a file where results have a sub-folder.</summary>
    private void CheckOthers()
    {
        using var folder = volume.OpenFolder(view.Folder.PathOf(""));
        if (folder is null)
            return;
        var folders = view.Input.List().Where(found => found.Problem is null).Select(found => found.Key.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, entry) in Walk.Below(volume, folder, "", into: name => !name.EndsWith(".json", StringComparison.Ordinal)))
        {
            if (entry.Kind == EntryKind.Folder || name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            if (folders.Any(one => one == name || one.StartsWith(name + "/", StringComparison.Ordinal)))
                Tell(FindingKind.InTheWay, name, "a file where results need a folder");
            else
                Tell(FindingKind.Other, name, "no result");
        }
    }

    private static string Words(EntryKind kind) => kind switch
    {
        EntryKind.Folder => "folder",
        EntryKind.Link => "symbolic link",
        _ => "pipe, socket or device",
    };

    private void Tell(FindingKind kind, string name, string message) => findings.Add(new(view.Name, kind, name, message));
}
