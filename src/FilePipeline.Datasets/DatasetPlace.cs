using System.Globalization;
using System.IO.Abstractions;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// Where a dataset stands, and how a new version comes there. Beside the dataset <c>articles/</c> lie
/// <code>
/// .articles.lock       held while an export runs
/// .articles.tmp/       the version being built; not whole while it holds `.unfinished` or lacks `manifest.json`
/// .history/articles/3  the version before, under a growing number
/// </code>
/// Order of a publication: everything in the build is synced, <c>.unfinished</c> removed and that synced, then one rename: of the build
/// to the dataset's name, or an exchange of the two when a version stands there; last, the old version goes to the history.
/// Killed before that rename the old version stands, killed after it the new one. What is left over, the next export clears: a whole
/// build beside a dataset is the version that was taken off, and goes to the history; anything else is removed.
/// Where the system cannot exchange, two renames take its place; killed between them no dataset stands, and the next export first
/// finishes the second.
/// </summary>
internal sealed class DatasetPlace : IDisposable
{
    private const string Unfinished = ".unfinished";
    private readonly IVolume _volume;
    private readonly IFileSystem _files;
    private readonly VolumeFolder _parent;
    private readonly IVolumeLock _lock;
    private readonly string _name;

    private DatasetPlace(IVolume volume, IFileSystem files, VolumeFolder parent, IVolumeLock @lock, string name)
    {
        _volume = volume;
        _files = files;
        _parent = parent;
        _lock = @lock;
        _name = name;
    }

    /// <summary>The folder of the version being built.</summary>
    public string Build => _parent.PathOf(BuildName);

    /// <summary>The dataset's folder.</summary>
    public string Standing => _parent.PathOf(_name);

    private string BuildName => $".{_name}.tmp";

    private string History => $".history/{_name}";

    /// <summary>Takes the place for one export, and clears what killed ones have left.</summary>
    /// <param name="to">The dataset's folder; absolute.</param>
    /// <returns><c>null</c>: another export has it.</returns>
    public static DatasetPlace? TryTake(IVolume volume, IFileSystem files, string to)
    {
        var parent = volume.OpenFolder(files.Path.GetDirectoryName(to)!, create: true)!;
        IVolumeLock? taken = null;
        try
        {
            var name = files.Path.GetFileName(to);
            volume.TryWriteNew(parent, $".{name}.lock", []);
            taken = volume.TryLock(parent, $".{name}.lock");
            if (taken is null)
            {
                parent.Dispose();
                return null;
            }
            var place = new DatasetPlace(volume, files, parent, taken, name);
            place.ClearLeftovers();
            return place;
        }
        catch
        {
            taken?.Dispose();
            parent.Dispose();
            throw;
        }
    }

    /// <summary>What stands under the dataset's name, <c>null</c> for nothing.</summary>
    public EntryKind? StandingKind => _volume.Stat(_parent, _name)?.Kind;

    public void BeginBuild()
    {
        _volume.MakeFolder(_parent, BuildName);
        _volume.TryWriteNew(_parent, $"{BuildName}/{Unfinished}", []);
        _volume.MakeFolder(_parent, $"{BuildName}/{DatasetNames.Data}");
    }

    /// <summary>Removes the build.</summary>
    public void Abandon()
    {
        // first what makes it whole, so that a half removed one never looks it
        _volume.TryUnlink(_parent, $"{BuildName}/{DatasetNames.Manifest}");
        if (_volume.Stat(_parent, BuildName) is not null)
            _files.Directory.Delete(Build, recursive: true);
    }

    /// <summary>
    /// Puts the build in the dataset's place. The user's own files of the standing version come along.
    /// </summary>
    public void Publish()
    {
        CarryOver("");
        Sync("");
        _volume.TryUnlink(_parent, $"{BuildName}/{Unfinished}");
        _volume.SyncFolder(_parent, BuildName);
        if (StandingKind is null)
            _volume.TryRename(_parent, BuildName, _parent, _name, RenameMode.Replace);
        else if (TryExchange())
            MoveToHistory(BuildName);
        else
        {
            MoveToHistory(_name);
            _volume.TryRename(_parent, BuildName, _parent, _name, RenameMode.Replace);
        }
        _volume.SyncFolder(_parent);
    }

    /// <summary>Leaves that many older versions in the history, the youngest.</summary>
    public void Prune(int kept)
    {
        foreach (var version in Versions().SkipLast(kept))
            _files.Directory.Delete(_parent.PathOf($"{History}/{version}"), recursive: true);
    }

    public void Dispose()
    {
        _lock.Dispose();
        _parent.Dispose();
    }

    private void ClearLeftovers()
    {
        if (_volume.Stat(_parent, BuildName) is null)
            return;
        var whole = _volume.Stat(_parent, $"{BuildName}/{DatasetNames.Manifest}") is not null
            && _volume.Stat(_parent, $"{BuildName}/{Unfinished}") is null;
        if (!whole)
            Abandon();
        else if (StandingKind is null)
            _volume.TryRename(_parent, BuildName, _parent, _name, RenameMode.Replace);
        else
            MoveToHistory(BuildName);
        _volume.SyncFolder(_parent);
    }

    private bool TryExchange()
    {
        try
        {
            return _volume.TryRename(_parent, BuildName, _parent, _name, RenameMode.Exchange);
        }
        catch (VolumeException problem) when (problem.Fault is VolumeFault.NotSupported or VolumeFault.Other) // some file systems call the wish itself invalid
        {
            return false;
        }
    }

    private void MoveToHistory(string name)
    {
        _volume.MakeFolder(_parent, History);
        var next = Versions().LastOrDefault() + 1;
        _volume.TryRename(_parent, name, _parent, $"{History}/{next}", RenameMode.Replace);
        _volume.SyncFolder(_parent, History);
    }

    private List<int> Versions() =>
        [.. _volume.List(_parent, History)
            .Select(entry => int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Where(version => version > 0)
            .Order()];

    /// <summary>Gives the user's files a second name in the build, so that they are in both versions whichever stands.</summary>
    private void CarryOver(string below)
    {
        foreach (var entry in _volume.List(_parent, below.Length == 0 ? _name : $"{_name}/{below}").ToList())
        {
            var path = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (DatasetNames.IsOurs(path))
                continue;
            if (entry.Kind == EntryKind.Folder)
            {
                _volume.MakeFolder(_parent, $"{BuildName}/{path}");
                CarryOver(path);
            }
            else
            {
                Carry(path); // of a link the link itself
            }
        }
    }

    private void Carry(string path)
    {
        try
        {
            _volume.TryLink(_parent, $"{_name}/{path}", _parent, $"{BuildName}/{path}");
        }
        catch (VolumeException problem) when (problem.Fault == VolumeFault.NotSupported)
        {
            _files.File.Copy($"{Standing}/{path}", $"{Build}/{path}");
        }
    }

    // the user's files were there before and are synced as they are; their new names are entries of the folders
    private void Sync(string below)
    {
        var folder = below.Length == 0 ? BuildName : $"{BuildName}/{below}";
        foreach (var entry in _volume.List(_parent, folder).ToList())
        {
            var path = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry.Kind == EntryKind.Folder)
                Sync(path);
            else if (DatasetNames.IsOurs(path))
                _volume.SyncFile(_parent, $"{BuildName}/{path}");
        }
        _volume.SyncFolder(_parent, folder);
    }
}
