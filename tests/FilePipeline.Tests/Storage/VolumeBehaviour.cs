using System.Text;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

/// <summary>What <see cref="IVolume"/> promises, sentence by sentence, for everything that implements it.</summary>
public abstract class VolumeBehaviour : IDisposable
{
    private protected abstract IVolume Volume { get; }

    private protected abstract VolumeFolder Folder { get; }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var stat = Volume.TryWriteNew(Folder, "a.json", "hello"u8);
        var buffer = new ItemBuffer();
        var read = Volume.Read(Folder, "a.json", buffer, 100);
        Assert.Equal(new VolumeRead(ReadStatus.Ok, stat!.Value), read);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer.Span));
    }

    [Fact]
    public void A_life()
    {
        Volume.MakeFolder(Folder, "x/y/z");
        Volume.MakeFolder(Folder, "x/y/z");
        Assert.NotNull(Volume.TryWriteNew(Folder, "x/a", "1"u8));
        Assert.Null(Volume.TryWriteNew(Folder, "x/a", "2"u8));
        Assert.True(Volume.TryLink(Folder, "x/a", Folder, "x/b"));
        Assert.False(Volume.TryLink(Folder, "x/a", Folder, "x/b"));
        Assert.Equal(["a:File", "b:File", "y:Folder"], Volume.List(Folder, "x").Select(e => $"{e.Name}:{e.Kind}").Order());
        using (var appender = Volume.OpenAppend(Folder, "log"))
            appender.Append("line\n"u8);
        Assert.True(Volume.TryRename(Folder, "log", Folder, "log2", RenameMode.NoReplace));
        Assert.False(Volume.TryRename(Folder, "log2", Folder, "x/a", RenameMode.NoReplace));
        Assert.True(Volume.TryRename(Folder, "log2", Folder, "x/a", RenameMode.Exchange));
        Assert.True(Volume.TryRename(Folder, "log2", Folder, "x/a", RenameMode.Replace));
        Assert.Equal(1, Volume.Stat(Folder, "x/a")!.Value.Size);
        Assert.True(Volume.TryUnlink(Folder, "x/a"));
        Assert.False(Volume.TryUnlink(Folder, "x/a"));
        var held = Volume.TryLock(Folder, "x/b")!;
        Assert.Null(Volume.TryLock(Folder, "x/b"));
        Assert.Equal(1, held.Stat.Size);
        held.Dispose();
        using (Assert.IsType<IVolumeLock>(Volume.TryLock(Folder, "x/b"), exactMatch: false))
            Volume.SyncFile(Folder, "x/b");
        Volume.SyncFolder(Folder);
        Volume.SyncFolder(Folder, "x");
        Volume.SyncAll(Folder);
        var buffer = new ItemBuffer();
        Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "x/b", buffer, 100, whenSettled: true).Status);
        Assert.Equal(ReadStatus.NotRegular, Volume.Read(Folder, "x", buffer, 100, whenSettled: true).Status);
        Assert.NotEmpty(Volume.Machine.Boot);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
