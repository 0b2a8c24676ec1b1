namespace FilePipeline.Storage;

/// <summary>
/// The only door to the disk for items: the dozen operations their life is made of, relative to folders that are held open.
/// Names are <c>/</c>-separated paths below the folder; <c>""</c> is the folder itself. No operation follows a symbolic link
/// in the last part of a name. Every method is safe to call from several threads.
/// <para>
/// A race that somebody else may win is a <c>false</c> or a <c>null</c>. Everything else that the disk refuses is a
/// <see cref="VolumeException"/> that names verb and path; a call that threw has had no visible effect unless it says otherwise.
/// </para>
/// <para>
/// What survives: after the process dies, everything that was done. After power loss, what <see cref="SyncFile"/>,
/// <see cref="SyncFolder"/> or <see cref="SyncAll"/> confirmed; of the rest any part, folder entries and file contents
/// independently of each other.
/// </para>
/// </summary>
public interface IVolume
{
    /// <summary>Opens a folder, making it and its parents when <paramref name="create"/>; <c>null</c> when it is not there.</summary>
    /// <exception cref="VolumeException">It is no folder, may not be entered, or could not be made.</exception>
    VolumeFolder? OpenFolder(string path, bool create = false);

    /// <summary>Makes a sub-folder and its parents below <paramref name="folder"/>; nothing happens when it is there.</summary>
    void MakeFolder(VolumeFolder folder, string name);

    /// <summary>Removes an empty folder. <c>false</c>: it is not there or not empty.</summary>
    bool TryRemoveFolder(VolumeFolder folder, string name);

    /// <summary>
    /// The entries of one folder as the disk keeps them: unsorted, hidden ones too, without <c>.</c> and <c>..</c>; read as it is
    /// walked, so a folder of any size takes the same memory. A missing folder is empty. Files that are renamed meanwhile may be
    /// missed or come twice; files that are not are never missed.
    /// </summary>
    IEnumerable<VolumeEntry> List(VolumeFolder folder, string name = "");

    /// <summary><c>null</c>: there is nothing of that name.</summary>
    VolumeStat? Stat(VolumeFolder folder, string name);

    /// <summary>
    /// Reads a whole regular file into <paramref name="buffer"/>, which is cleared first. Never waits for a pipe or a device, never
    /// follows a link. What cannot be read is told by <see cref="VolumeRead.Status"/>; the stat is from the opened file.
    /// </summary>
    /// <param name="limit">A file of more bytes is <see cref="ReadStatus.TooLarge"/> and not read.</param>
    /// <param name="whenSettled">Also ask whether anybody has the file open for writing (<see cref="ReadStatus.BeingWritten"/>).</param>
    /// <exception cref="VolumeException">Trouble of the machine.</exception>
    VolumeRead Read(VolumeFolder folder, string name, ItemBuffer buffer, long limit, bool whenSettled = false);

    /// <summary>Reads a part of a file that grows, as a ledger does. Returns how many bytes; 0 at its end, or when it is not there.</summary>
    int ReadAt(VolumeFolder folder, string name, long offset, Span<byte> into);

    /// <summary>
    /// Makes a file that was not there and writes it. <c>null</c>: something of that name is there. When it throws, no file is left.
    /// </summary>
    VolumeStat? TryWriteNew(VolumeFolder folder, string name, ReadOnlySpan<byte> content);

    /// <summary>Opens a file for appending, making it when needed.</summary>
    IVolumeAppender OpenAppend(VolumeFolder folder, string name);

    /// <summary>
    /// A second name for the same file. <c>false</c>: the new name is taken. The source missing, or the target's folder, is a
    /// <see cref="VolumeFault.NotFound"/>.
    /// </summary>
    bool TryLink(VolumeFolder from, string name, VolumeFolder to, string newName);

    /// <summary>
    /// Renames in one step. <see cref="RenameMode.NoReplace"/>: <c>false</c> when the new name is taken. <see cref="RenameMode.Replace"/>:
    /// what had the name is gone. <see cref="RenameMode.Exchange"/>: both change places. A missing source is a
    /// <see cref="VolumeFault.NotFound"/>. Never call it with two names of one file: that does nothing and says it did.
    /// </summary>
    bool TryRename(VolumeFolder from, string name, VolumeFolder to, string newName, RenameMode mode);

    /// <summary><c>false</c>: it was not there.</summary>
    bool TryUnlink(VolumeFolder folder, string name);

    /// <summary>Takes the exclusive lock of a file, which the operating system frees when the process dies. <c>null</c>: another
    /// process or another open of it holds the lock, or the file is not there.</summary>
    IVolumeLock? TryLock(VolumeFolder folder, string name);

    /// <summary>Returns when the file's content is on the disk.</summary>
    void SyncFile(VolumeFolder folder, string name);

    /// <summary>Returns when the entries of the folder are on the disk.</summary>
    void SyncFolder(VolumeFolder folder, string name = "");

    /// <summary>Returns when everything written so far on the device of <paramref name="folder"/> is on the disk.</summary>
    void SyncAll(VolumeFolder folder);

    /// <summary>
    /// Tells of what comes into a folder and its sub-folders until disposed. A hint: changes may be missed, and only a listing knows.
    /// <c>null</c>: this volume cannot.
    /// </summary>
    /// <param name="changed">Called from a thread of the watch.</param>
    IVolumeWatch? TryWatch(VolumeFolder folder, Action<VolumeChange> changed) => null;

    /// <summary>Which boot of which machine this is, for leases: locks of another boot are dead.</summary>
    MachineIdentity Machine { get; }
}
