using System.Text;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

/// <summary>What <see cref="IVolume"/> promises, sentence by sentence, for everything that implements it.</summary>
public abstract partial class VolumeBehaviour : IDisposable
{
    private protected ItemBuffer Buffer { get; } = new();

    private protected abstract IVolume Volume { get; }

    /// <summary>An empty folder of that volume.</summary>
    private protected abstract VolumeFolder Folder { get; }

    /// <summary>Makes a link that leads nowhere, or a pipe.</summary>
    private protected abstract void Make(string name, EntryKind kind);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var stat = Volume.TryWriteNew(Folder, "a.json", "hello"u8);
        Assert.Equal(new VolumeRead(ReadStatus.Ok, stat!.Value), Volume.Read(Folder, "a.json", Buffer, 100));
        Assert.Equal("hello"u8, Buffer.Span);
        Assert.Equal(stat, Volume.Stat(Folder, "a.json"));
        Assert.Equal((EntryKind.File, 5), (stat.Value.Kind, stat.Value.Size));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(3_000_000)]
    public void Files_of_any_size_come_back_whole(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        Volume.TryWriteNew(Folder, "a", content);
        Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "a", Buffer, size).Status);
        Assert.True(Buffer.Span.SequenceEqual(content));
    }

    [Fact]
    public void Reading_clears_the_buffer_first_whatever_comes_of_it()
    {
        Buffer.Write("old"u8);
        Assert.Equal(ReadStatus.Missing, Volume.Read(Folder, "a", Buffer, 100).Status);
        Assert.Equal(0, Buffer.Length);

        Buffer.Write("old"u8);
        Volume.TryWriteNew(Folder, "a", "new"u8);
        Volume.Read(Folder, "a", Buffer, 100);
        Assert.Equal("new"u8, Buffer.Span);
    }

    [Fact]
    public void A_file_above_the_limit_is_not_read_and_one_at_the_limit_is()
    {
        Volume.TryWriteNew(Folder, "a", "12345"u8);
        Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "a", Buffer, 5).Status);
        var read = Volume.Read(Folder, "a", Buffer, 4);
        Assert.Equal((ReadStatus.TooLarge, 5), (read.Status, read.Stat.Size));
        Assert.Equal(0, Buffer.Length);
    }

    [Fact]
    public void A_part_of_a_file_is_read_and_nothing_behind_its_end()
    {
        Volume.TryWriteNew(Folder, "a", "0123456789"u8);
        Span<byte> part = stackalloc byte[4];
        Assert.Equal(4, Volume.ReadAt(Folder, "a", 3, part));
        Assert.Equal("3456"u8, part);
        Assert.Equal(2, Volume.ReadAt(Folder, "a", 8, part));
        Assert.Equal("89"u8, part[..2]);
        Assert.Equal(0, Volume.ReadAt(Folder, "a", 10, part));
        Assert.Equal(0, Volume.ReadAt(Folder, "a", 99, part));
        Assert.Equal(0, Volume.ReadAt(Folder, "missing", 0, part));
    }

    [Fact]
    public void Folders_links_and_pipes_are_not_read()
    {
        Volume.MakeFolder(Folder, "folder");
        Make("link", EntryKind.Link);
        Make("pipe", EntryKind.Other);
        foreach (var (name, kind) in new[] { ("folder", EntryKind.Folder), ("link", EntryKind.Link), ("pipe", EntryKind.Other) })
        {
            var read = Volume.Read(Folder, name, Buffer, 100, whenSettled: true);
            Assert.Equal((name, ReadStatus.NotRegular), (name, read.Status));
            Assert.True(read.Stat.Kind == kind || kind == EntryKind.Other && !TellsPipes);
            Assert.Equal(0, Buffer.Length);
        }
        Assert.Equal(ReadStatus.NotRegular, Volume.Read(Folder, "", Buffer, 100).Status);
    }

    [Fact]
    public void Below_a_file_there_is_nothing()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.Equal(ReadStatus.Missing, Volume.Read(Folder, "a/b", Buffer, 100).Status);
        Assert.Null(Volume.Stat(Folder, "a/b"));
        Assert.False(Volume.TryUnlink(Folder, "a/b"));
        Assert.Null(Volume.TryLock(Folder, "a/b"));
    }

    [Fact]
    public void What_somebody_writes_is_read_only_by_those_who_do_not_ask()
    {
        using (var appender = Volume.OpenAppend(Folder, "a"))
        {
            appender.Append("1"u8);
            var read = Volume.Read(Folder, "a", Buffer, 100, whenSettled: true);
            Assert.Equal(KnowsWriters ? (ReadStatus.BeingWritten, 0) : (ReadStatus.Ok, 1), (read.Status, Buffer.Length));
            Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "a", Buffer, 100).Status);
        }
        Settles("a");
    }

    [Fact]
    public void Somebody_who_reads_is_no_writer()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        using var held = Volume.TryLock(Folder, "a");
        Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "a", Buffer, 100).Status);
    }

    [Fact]
    public void A_new_file_takes_no_name_that_is_taken()
    {
        Volume.TryWriteNew(Folder, "file", "1"u8);
        Volume.MakeFolder(Folder, "folder");
        Make("link", EntryKind.Link);
        Assert.Null(Volume.TryWriteNew(Folder, "file", "2"u8));
        Assert.Null(Volume.TryWriteNew(Folder, "folder", "2"u8));
        Assert.Null(Volume.TryWriteNew(Folder, "link", "2"u8));
        Assert.Equal("1", Text("file"));
    }

    [Fact]
    public void Nothing_is_made_in_a_folder_that_is_not_there()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Refused(VolumeFault.NotFound, "gone/b", () => Volume.TryWriteNew(Folder, "gone/b", "1"u8));
        Refused(VolumeFault.NotFound, "gone/b", () => Volume.OpenAppend(Folder, "gone/b"));
        Refused(VolumeFault.NotFound, "gone/b", () => Volume.TryLink(Folder, "a", Folder, "gone/b"));
        Refused(VolumeFault.NotFound, "gone/b", () => Volume.TryRename(Folder, "a", Folder, "gone/b", RenameMode.NoReplace));
        Refused(VolumeFault.NotFound, "gone/b", () => Volume.TryRename(Folder, "a", Folder, "gone/b", RenameMode.Replace));
        Assert.Equal("1", Text("a"));
    }

    [Fact]
    public void Appending_makes_the_file_and_adds_to_its_end()
    {
        using (var appender = Volume.OpenAppend(Folder, "log"))
        {
            Assert.Equal(0, Volume.Stat(Folder, "log")!.Value.Size);
            appender.Append("one\n"u8);
            appender.Append([]);
            appender.Append("two\n"u8);
            Assert.Equal("one\ntwo\n", Text("log"));
        }
        using (var again = Volume.OpenAppend(Folder, "log"))
            again.Append("three\n"u8);
        Assert.Equal("one\ntwo\nthree\n", Text("log"));
    }

    [Fact]
    public void Nothing_is_appended_to_a_folder_a_link_or_a_pipe()
    {
        Volume.MakeFolder(Folder, "folder");
        Make("link", EntryKind.Link);
        Make("pipe", EntryKind.Other);
        foreach (var name in new[] { "folder", "link", "pipe" })
            Assert.Throws<VolumeException>(() => Volume.OpenAppend(Folder, name));
    }

    [Fact]
    public void A_link_is_a_second_name_of_the_same_file()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.True(Volume.TryLink(Folder, "a", Folder, "b"));
        Assert.Equal(Volume.Stat(Folder, "a"), Volume.Stat(Folder, "b"));
        using (var appender = Volume.OpenAppend(Folder, "a"))
            appender.Append("2"u8);
        Assert.Equal("12", Text("b"));
        Volume.TryUnlink(Folder, "a");
        Assert.Equal("12", Text("b"));
    }

    [Fact]
    public void A_link_takes_no_name_that_is_taken()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Volume.TryWriteNew(Folder, "b", "2"u8);
        Volume.MakeFolder(Folder, "folder");
        Assert.False(Volume.TryLink(Folder, "a", Folder, "b"));
        Assert.False(Volume.TryLink(Folder, "a", Folder, "a"));
        Assert.False(Volume.TryLink(Folder, "a", Folder, "folder"));
        Assert.Equal("2", Text("b"));
    }

    [Fact]
    public void What_is_not_there_cannot_be_linked_or_renamed()
    {
        Volume.TryWriteNew(Folder, "b", "1"u8);
        Refused(VolumeFault.NotFound, "c", () => Volume.TryLink(Folder, "a", Folder, "c"));
        foreach (var mode in Enum.GetValues<RenameMode>())
            Refused(VolumeFault.NotFound, "c", () => Volume.TryRename(Folder, "a", Folder, "c", mode));
        Refused(VolumeFault.NotFound, "a", () => Volume.TryRename(Folder, "b", Folder, "a", RenameMode.Exchange));
        Assert.Equal(["b"], Names());
    }

    [Fact]
    public void A_rename_that_replaces_nothing_leaves_a_taken_name_alone()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Volume.TryWriteNew(Folder, "b", "2"u8);
        Assert.False(Volume.TryRename(Folder, "a", Folder, "b", RenameMode.NoReplace));
        Assert.Equal(("1", "2"), (Text("a"), Text("b")));
        Assert.True(Volume.TryRename(Folder, "a", Folder, "c", RenameMode.NoReplace));
        Assert.Equal(["b", "c"], Names());
        Assert.Equal("1", Text("c"));
    }

    [Fact]
    public void A_rename_that_replaces_takes_the_name()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Volume.TryWriteNew(Folder, "b", "2"u8);
        Assert.True(Volume.TryRename(Folder, "a", Folder, "b", RenameMode.Replace));
        Assert.Equal(["b"], Names());
        Assert.Equal("1", Text("b"));
        Assert.True(Volume.TryRename(Folder, "b", Folder, "c", RenameMode.Replace));
        Assert.Equal(["c"], Names());
    }

    [Fact]
    public void An_exchange_lets_files_and_folders_change_places()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Volume.TryWriteNew(Folder, "b", "2"u8);
        Volume.MakeFolder(Folder, "x");
        Volume.MakeFolder(Folder, "y");
        Volume.TryWriteNew(Folder, "x/in", "x"u8);
        Volume.TryWriteNew(Folder, "y/in", "y"u8);
        Assert.True(Volume.TryRename(Folder, "a", Folder, "b", RenameMode.Exchange));
        Assert.True(Volume.TryRename(Folder, "x", Folder, "y", RenameMode.Exchange));
        Assert.Equal(("2", "1", "y", "x"), (Text("a"), Text("b"), Text("x/in"), Text("y/in")));
        Assert.Equal(["a", "b", "x", "y"], Names());
    }

    [Fact]
    public void A_folder_is_renamed_with_all_that_is_in_it()
    {
        Volume.MakeFolder(Folder, "tmp/1");
        Volume.TryWriteNew(Folder, "tmp/1/0001.json", "1"u8);
        Assert.True(Volume.TryRename(Folder, "tmp/1", Folder, "k", RenameMode.NoReplace));
        Assert.Equal("1", Text("k/0001.json"));

        Volume.MakeFolder(Folder, "tmp/2");
        Volume.TryWriteNew(Folder, "tmp/2/0001.json", "2"u8);
        Assert.False(Volume.TryRename(Folder, "tmp/2", Folder, "k", RenameMode.NoReplace));
        Assert.Equal("1", Text("k/0001.json"));
    }

    [Fact]
    public void Files_and_folders_do_not_replace_each_other()
    {
        Volume.TryWriteNew(Folder, "file", "1"u8);
        Volume.MakeFolder(Folder, "folder");
        Assert.False(Volume.TryRename(Folder, "file", Folder, "folder", RenameMode.NoReplace));
        Assert.False(Volume.TryRename(Folder, "folder", Folder, "file", RenameMode.NoReplace));
        Assert.Throws<VolumeException>(() => Volume.TryRename(Folder, "file", Folder, "folder", RenameMode.Replace));
        Assert.Throws<VolumeException>(() => Volume.TryRename(Folder, "folder", Folder, "file", RenameMode.Replace));
        Assert.Equal(["file", "folder"], Names());
    }

    [Fact]
    public void A_link_is_renamed_and_removed_itself_and_not_what_it_leads_to()
    {
        Make("link", EntryKind.Link);
        Assert.True(Volume.TryRename(Folder, "link", Folder, "b", RenameMode.Replace));
        Assert.Equal(EntryKind.Link, Volume.Stat(Folder, "b")!.Value.Kind);
        Assert.True(Volume.TryUnlink(Folder, "b"));
        Assert.Empty(Names());
    }

    [Fact]
    public void A_file_is_removed_once()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.True(Volume.TryUnlink(Folder, "a"));
        Assert.False(Volume.TryUnlink(Folder, "a"));
        Assert.Null(Volume.Stat(Folder, "a"));
        Volume.MakeFolder(Folder, "folder");
        Assert.Throws<VolumeException>(() => Volume.TryUnlink(Folder, "folder"));
    }

    [Fact]
    public void A_lock_has_one_holder()
    {
        Volume.TryWriteNew(Folder, "lease", "{}"u8);
        var held = Volume.TryLock(Folder, "lease");
        Assert.NotNull(held);
        Assert.Null(Volume.TryLock(Folder, "lease"));
        held.Dispose();
        held.Dispose();
        using var again = Volume.TryLock(Folder, "lease");
        Assert.NotNull(again);
        Assert.Null(Volume.TryLock(Folder, "not there"));
        Assert.Null(Volume.TryLock(Folder, "gone/lease"));
    }

    [Fact]
    public void A_lock_belongs_to_the_file_whatever_its_name()
    {
        Volume.TryWriteNew(Folder, ".lease", "{}"u8);
        using var held = Volume.TryLock(Folder, ".lease")!;
        Volume.TryRename(Folder, ".lease", Folder, "lease", RenameMode.NoReplace);
        Assert.Null(Volume.TryLock(Folder, "lease"));
        Volume.TryLink(Folder, "lease", Folder, "claim");
        Assert.Null(Volume.TryLock(Folder, "claim"));

        var stat = Volume.Stat(Folder, "lease")!.Value;
        Volume.TryUnlink(Folder, "lease");
        Volume.TryWriteNew(Folder, "lease", "another"u8);
        Assert.Equal((stat.Inode, stat.Size), (held.Stat.Inode, held.Stat.Size));
        using var other = Volume.TryLock(Folder, "lease");
        Assert.NotNull(other);
    }

    [Fact]
    public void A_locked_file_is_read_linked_renamed_and_removed_all_the_same()
    {
        Volume.TryWriteNew(Folder, "lease", "{}"u8);
        using var held = Volume.TryLock(Folder, "lease");
        Assert.Equal("{}", Text("lease"));
        Assert.True(Volume.TryLink(Folder, "lease", Folder, "claim"));
        Assert.True(Volume.TryUnlink(Folder, "lease"));
        Assert.Equal("{}", Text("claim"));
    }

    [Fact]
    public void Syncing_returns_and_what_is_not_there_is_told()
    {
        Volume.MakeFolder(Folder, "x");
        Volume.TryWriteNew(Folder, "x/a", "1"u8);
        Volume.SyncFile(Folder, "x/a");
        Volume.SyncFolder(Folder, "x");
        Volume.SyncFolder(Folder);
        Volume.SyncAll(Folder);
        Refused(VolumeFault.NotFound, "b", () => Volume.SyncFile(Folder, "b"));
        Refused(VolumeFault.NotFound, "y", () => Volume.SyncFolder(Folder, "y"));
    }

    [Fact]
    public void The_machine_has_a_name_that_stays()
    {
        Assert.NotEmpty(Volume.Machine.Host);
        Assert.Equal(Volume.Machine, Volume.Machine);
    }

    /// <summary>Whether the volume can tell that a file is open for writing.</summary>
    private protected virtual bool KnowsWriters => true;

    /// <summary>Whether listings and stats tell a pipe from a file.</summary>
    private protected virtual bool TellsPipes => true;

    /// <summary>Not at once: a program that another test is starting holds a copy of every open file until it runs.</summary>
    private protected void Settles(string name)
    {
        ReadStatus status;
        do
            status = Volume.Read(Folder, name, Buffer, int.MaxValue, whenSettled: true).Status;
        while (status == ReadStatus.BeingWritten);
        Assert.Equal(ReadStatus.Ok, status);
    }

    private protected string Text(string name)
    {
        var buffer = new ItemBuffer();
        Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, name, buffer, int.MaxValue).Status);
        return Encoding.UTF8.GetString(buffer.Span);
    }

    private protected List<string> Names(string name = "") =>
        [.. Volume.List(Folder, name).Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    private protected void Refused(VolumeFault fault, string name, Action action)
    {
        var refused = Assert.Throws<VolumeException>(action);
        Assert.Equal((fault, Folder.PathOf(name)), (refused.Fault, refused.Path));
        Assert.Equal($"cannot {refused.Verb} {refused.Path}: ", refused.Message[..(refused.Verb.Length + refused.Path.Length + 10)]);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
