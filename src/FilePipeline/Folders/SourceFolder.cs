using FilePipeline.Storage;

namespace FilePipeline.Folders;

public enum PutResult
{
    /// <summary>It is on the disk and will survive a power loss.</summary>
    Added,

    /// <summary>Another content had the name; this one has it now.</summary>
    Replaced,

    /// <summary>The same bytes were there already.</summary>
    Same,

    /// <summary>Something else has the key; nothing was changed.</summary>
    Taken,
}

/// <summary>A source folder for those who put items into it: whole, under their final name, and safely on the disk before it is acknowledged.</summary>
public sealed class SourceFolder(IVolume volume, VolumeFolder folder, IReadOnlyList<string> extensions)
{
    /// <summary>Returns when the file and its entry in the folder are on the disk. Killed before, it leaves at most a hidden file.</summary>
    /// <param name="extension">With the dot, one that the source accepts.</param>
    /// <param name="replace">Something else under this name is replaced, in one step. A file of another extension with the same key never is.</param>
    /// <param name="rival">The file that has the key when it is <see cref="PutResult.Taken"/>.</param>
    public PutResult Put(ItemKey key, string extension, ReadOnlySpan<byte> content, bool replace, out string? rival)
    {
        var name = key.Value + extension;
        rival = extensions.Select(other => key.Value + other).FirstOrDefault(other => other != name && volume.Stat(folder, other) is not null);
        if (rival is not null)
            return PutResult.Taken;
        var stands = volume.Stat(folder, name) is not null;
        if (stands && IsSame(name, content))
            return PutResult.Same;
        rival = stands && !replace ? name : null;
        if (rival is not null)
            return PutResult.Taken;

        if (key.Folder.Length > 0)
            volume.MakeFolder(folder, key.Folder);
        var temporary = $"{(key.Folder.Length > 0 ? key.Folder + "/" : "")}.{Guid.NewGuid():N}.part";
        volume.TryWriteNew(folder, temporary, content);
        try
        {
            volume.SyncFile(folder, temporary);
            if (!volume.TryRename(folder, temporary, folder, name, replace ? RenameMode.Replace : RenameMode.NoReplace))
            {
                rival = name; // somebody was faster
                volume.TryUnlink(folder, temporary);
                return PutResult.Taken;
            }
        }
        catch (VolumeException)
        {
            volume.TryUnlink(folder, temporary);
            throw;
        }
        SyncEntries(key.Folder);
        return stands ? PutResult.Replaced : PutResult.Added;
    }

    /// <summary>Its own folder and those above, which may be new too.</summary>
    private void SyncEntries(string below)
    {
        while (below.Length > 0)
        {
            volume.SyncFolder(folder, below);
            below = below.LastIndexOf('/') is var slash and > 0 ? below[..slash] : "";
        }
        volume.SyncFolder(folder);
    }

    private bool IsSame(string name, ReadOnlySpan<byte> content)
    {
        var buffer = new ItemBuffer();
        return volume.Read(folder, name, buffer, content.Length).Status == ReadStatus.Ok && buffer.Span.SequenceEqual(content);
    }
}
