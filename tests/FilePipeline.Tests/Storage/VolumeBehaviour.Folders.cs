using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

public abstract partial class VolumeBehaviour
{
    /// <summary>Whether an open folder is still the same one after it was renamed.</summary>
    private protected virtual bool FollowsFolders => true;

    [Fact]
    public void A_folder_is_opened_or_made_with_its_parents()
    {
        var path = Folder.PathOf("x/y/z");
        Assert.Null(Volume.OpenFolder(path));
        using (var made = Volume.OpenFolder(path, create: true))
            Assert.Equal(path, made!.Path);
        Assert.Equal(EntryKind.Folder, Volume.Stat(Folder, "x/y/z")!.Value.Kind);
        using (var opened = Volume.OpenFolder(path, create: true)!)
        {
            Volume.TryWriteNew(opened, "a", "1"u8);
            Assert.Equal(EntryKind.Folder, Volume.Stat(opened, "")!.Value.Kind);
        }
        Assert.Equal("1", Text("x/y/z/a"));
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Refused(VolumeFault.NotAFolder, "a", () => Volume.OpenFolder(Folder.PathOf("a")));
        Refused(VolumeFault.NotAFolder, "a", () => Volume.OpenFolder(Folder.PathOf("a"), create: true));
        Refused(VolumeFault.NotAFolder, "a/b", () => Volume.OpenFolder(Folder.PathOf("a/b")));
        Refused(VolumeFault.NotAFolder, "a", () => Volume.MakeFolder(Folder, "a"));
        Refused(VolumeFault.NotAFolder, "a/b", () => Volume.MakeFolder(Folder, "a/b"));
        Refused(VolumeFault.NotAFolder, "a", () => _ = Volume.List(Folder, "a").ToList());
        Refused(VolumeFault.NotAFolder, "a", () => Volume.TryRemoveFolder(Folder, "a"));
        Assert.Equal("1", Text("a"));
    }

    [Fact]
    public void A_sub_folder_is_made_with_its_parents_as_often_as_one_likes()
    {
        Volume.MakeFolder(Folder, "x/y/z");
        Volume.MakeFolder(Folder, "x/y/z");
        Volume.MakeFolder(Folder, "x/y");
        Volume.MakeFolder(Folder, "");
        Assert.Equal(["z"], Names("x/y"));
    }

    [Fact]
    public void Only_an_empty_folder_is_removed()
    {
        Volume.MakeFolder(Folder, "x/y");
        Assert.False(Volume.TryRemoveFolder(Folder, "x"));
        Assert.True(Volume.TryRemoveFolder(Folder, "x/y"));
        Assert.True(Volume.TryRemoveFolder(Folder, "x"));
        Assert.False(Volume.TryRemoveFolder(Folder, "x"));
        Assert.Empty(Names());
    }

    [Fact]
    public void Names_are_relative_to_a_folder_wherever_it_is_moved()
    {
        using var moved = Volume.OpenFolder(Folder.PathOf("x"), create: true)!;
        Volume.TryRename(Folder, "x", Folder, "y", RenameMode.NoReplace);
        Volume.MakeFolder(Folder, "x");
        Volume.TryWriteNew(moved, "a", "1"u8);
        Assert.Equal("1", Text(FollowsFolders ? "y/a" : "x/a"));
        Assert.Empty(Names(FollowsFolders ? "x" : "y"));
    }

    [Fact]
    public void In_a_removed_folder_nothing_is_made()
    {
        using var removed = Volume.OpenFolder(Folder.PathOf("x"), create: true)!;
        Volume.TryRemoveFolder(Folder, "x");
        Refused(VolumeFault.NotFound, "x/a", () => Volume.TryWriteNew(removed, "a", "1"u8));
        Assert.Empty(Volume.List(removed));
    }

    [Fact]
    public void A_listing_tells_names_kinds_and_inodes_hidden_ones_too()
    {
        Volume.TryWriteNew(Folder, "file", "1"u8);
        Volume.TryWriteNew(Folder, ".hidden", "1"u8);
        Volume.MakeFolder(Folder, "folder/inner");
        Make("link", EntryKind.Link);
        Make("pipe", EntryKind.Other);
        Assert.Equal(
            [".hidden:File", "file:File", "folder:Folder", "link:Link", TellsPipes ? "pipe:Other" : "pipe:File"],
            Volume.List(Folder).Select(entry => $"{entry.Name}:{entry.Kind}").Order(StringComparer.Ordinal));
        Assert.All(Volume.List(Folder), entry =>
        {
            var stat = Volume.Stat(Folder, entry.Name)!.Value;
            Assert.Equal((stat.Kind, stat.Inode), (entry.Kind, entry.Inode));
        });
        Assert.Equal(["inner"], Names("folder"));
    }

    [Fact]
    public void A_missing_folder_is_an_empty_one()
    {
        Assert.Empty(Volume.List(Folder, "gone"));
        Assert.Empty(Volume.List(Folder, "gone/too"));
    }

    [Fact]
    public void A_listing_can_be_left_early_and_walked_again()
    {
        for (var number = 0; number < 10; number++)
            Volume.TryWriteNew(Folder, $"{number}", []);
        var listing = Volume.List(Folder);
        Assert.Single(listing.Take(1));
        Assert.Equal(10, listing.Count());
        Assert.Equal(10, listing.Count());
    }

    [Theory]
    [InlineData("Straße 🚲.json")]
    [InlineData("line\nbreak.json")]
    [InlineData("quote\"'`$(id);.json")]
    [InlineData(" blanks .json")]
    [InlineData("-rf.json")]
    [InlineData("back\\slash.json")]
    [InlineData("e\u0301 and \u00e9.json")]
    public void Every_name_that_a_disk_takes_is_a_name(string name) => Lives(name);

    [Theory]
    [InlineData("a", 255)]
    [InlineData("é", 127)]
    [InlineData("🚲", 63)]
    public void A_name_may_have_255_bytes(string letter, int count)
    {
        Lives(string.Concat(Enumerable.Repeat(letter, count)));
        var tooLong = string.Concat(Enumerable.Repeat(letter, count + 1));
        Refused(VolumeFault.NameTooLong, tooLong, () => Volume.TryWriteNew(Folder, tooLong, []));
        Refused(VolumeFault.NameTooLong, tooLong, () => Volume.MakeFolder(Folder, tooLong));
    }

    private void Lives(string name)
    {
        Volume.MakeFolder(Folder, "x");
        Assert.NotNull(Volume.TryWriteNew(Folder, name, "1"u8));
        Assert.Null(Volume.TryWriteNew(Folder, name, "2"u8));
        Assert.Contains(name, Names());
        Assert.True(Volume.TryLink(Folder, name, Folder, "x/" + name));
        Assert.Equal("1", Text("x/" + name));
        Assert.True(Volume.TryUnlink(Folder, name));
        Assert.True(Volume.TryRename(Folder, "x/" + name, Folder, name, RenameMode.NoReplace));
        Assert.Equal("1", Text(name));
        Volume.MakeFolder(Folder, "x/" + name);
        Assert.Equal([name], Names("x"));
        Assert.True(Volume.TryRemoveFolder(Folder, "x/" + name));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../a")]
    [InlineData("x/../../a")]
    [InlineData("x/..")]
    [InlineData("x/./a")]
    [InlineData("/etc/passwd")]
    [InlineData("x//a")]
    [InlineData("x/")]
    [InlineData("a\0b")]
    public void A_name_that_could_lead_out_of_the_folder_is_refused(string name) => IsNoName(name);

    [Fact]
    public void Half_a_letter_is_no_name() => IsNoName("half \ud83d");

    private void IsNoName(string name)
    {
        Volume.MakeFolder(Folder, "x");
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Action[] actions =
        [
            () => Volume.MakeFolder(Folder, name),
            () => Volume.TryRemoveFolder(Folder, name),
            () => _ = Volume.List(Folder, name).ToList(),
            () => Volume.Stat(Folder, name),
            () => Volume.Read(Folder, name, Buffer, 100),
            () => Volume.TryWriteNew(Folder, name, "1"u8),
            () => Volume.OpenAppend(Folder, name),
            () => Volume.TryLink(Folder, name, Folder, "b"),
            () => Volume.TryLink(Folder, "a", Folder, name),
            () => Volume.TryRename(Folder, name, Folder, "b", RenameMode.Replace),
            () => Volume.TryRename(Folder, "a", Folder, name, RenameMode.NoReplace),
            () => Volume.TryUnlink(Folder, name),
            () => Volume.TryLock(Folder, name),
            () => Volume.SyncFile(Folder, name),
            () => Volume.SyncFolder(Folder, name),
        ];
        Assert.All(actions, action => Assert.Throws<ArgumentException>(action));
        Assert.Equal(["a", "x"], Names());
    }
}
