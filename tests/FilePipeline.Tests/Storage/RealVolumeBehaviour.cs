using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Storage;

/// <summary>What only a real disk can show.</summary>
[SupportedOSPlatform("linux")]
public abstract class RealVolumeBehaviour : VolumeBehaviour
{
    private readonly TempFolder _temp = new();
    private readonly VolumeFolder _folder;

    private protected RealVolumeBehaviour(IVolume volume)
    {
        Volume = volume;
        _folder = volume.OpenFolder(_temp.Path)!;
    }

    private protected sealed override IVolume Volume { get; }

    private protected sealed override VolumeFolder Folder => _folder;

    private protected TempFolder Temp => _temp;

    private protected sealed override void Make(string name, EntryKind kind)
    {
        if (kind == EntryKind.Link)
            File.CreateSymbolicLink(_temp[name], _temp["nowhere"]);
        else
            HandOnLinux.MakePipe(_temp[name]);
    }

    [Fact]
    public void A_link_is_not_followed_wherever_it_leads()
    {
        _temp.Write("secret", "secret");
        File.CreateSymbolicLink(_temp["a.json"], _temp["secret"]);
        File.CreateSymbolicLink(_temp["zero.json"], "/dev/zero");
        File.CreateSymbolicLink(_temp["folder.json"], _temp.Path);
        foreach (var name in new[] { "a.json", "zero.json", "folder.json" })
        {
            var read = Volume.Read(Folder, name, Buffer, 100);
            Assert.Equal((ReadStatus.NotRegular, EntryKind.Link), (read.Status, read.Stat.Kind));
            Assert.Equal(EntryKind.Link, Volume.Stat(Folder, name)!.Value.Kind);
            Assert.Throws<VolumeException>(() => Volume.TryLock(Folder, name));
            Assert.Throws<VolumeException>(() => Volume.OpenAppend(Folder, name));
            Assert.Throws<VolumeException>(() => Volume.SyncFile(Folder, name));
        }
        Refused(VolumeFault.NotAFolder, "folder.json", () => _ = Volume.List(Folder, "folder.json").ToList());
    }

    [Fact]
    public void A_linked_sub_folder_leads_nowhere()
    {
        using var outside = new TempFolder();
        outside.Write("passwd.json", "secret");
        outside.Write("in/passwd.json", "secret");
        File.CreateSymbolicLink(_temp["en"], outside.Path);
        Directory.CreateDirectory(_temp["de"]);
        File.CreateSymbolicLink(_temp["de/up"], "..");
        _temp.Write("a.json", "1");
        foreach (var name in new[] { "en/passwd.json", "en/in/passwd.json", "de/up/a.json" })
        {
            var read = Volume.Read(Folder, name, Buffer, 100);
            Assert.Equal((name, ReadStatus.NotRegular, EntryKind.Link), (name, read.Status, read.Stat.Kind));
            Assert.Equal(0, Buffer.Length);
        }
        Refused(VolumeFault.NotAFolder, "en/in", () => _ = Volume.List(Folder, "en/in").ToList());
    }

    [Fact]
    public void A_socket_is_not_read()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_temp["a.json"]));
        var read = Volume.Read(Folder, "a.json", Buffer, 100);
        Assert.Equal((ReadStatus.NotRegular, TellsPipes ? EntryKind.Other : EntryKind.File), (read.Status, read.Stat.Kind));
    }

    [Fact]
    public void A_device_is_not_read()
    {
        Assert.SkipUnless(HandOnLinux.TryMakeZeroDevice(_temp["a.json"]), "no right to make a device");
        Assert.Equal(
            TellsPipes ? ReadStatus.NotRegular : ReadStatus.TooLarge,
            Volume.Read(Folder, "a.json", Buffer, 1 << 20).Status);
    }

    [Fact]
    public void A_file_whose_size_is_a_lie_is_read_to_its_end()
    {
        using var folder = Volume.OpenFolder("/proc/self")!;
        Assert.Equal(ReadStatus.Ok, Volume.Read(folder, "status", Buffer, 100_000).Status);
        Assert.Contains("VmRSS", Encoding.UTF8.GetString(Buffer.Span), StringComparison.Ordinal);
        Assert.Equal(ReadStatus.TooLarge, Volume.Read(folder, "status", Buffer, 10).Status);
    }

    [Fact]
    public void A_name_that_is_no_text_is_listed_with_a_replacement_letter()
    {
        byte[] name = [(byte)'a', 0xFF, (byte)'b'];
        HandOnLinux.MakeFile(_temp.Path, name);
        Assert.Equal("a\uFFFDb", Assert.Single(Names()));
        Assert.False(ItemKey.TryParse("a\uFFFDb", out _));
        HandOnLinux.Remove(_temp.Path, name);
    }

    [Fact]
    public void What_one_may_not_read_is_denied_and_what_one_may_not_write_is_refused()
    {
        File.SetUnixFileMode(_temp.Path, (UnixFileMode)0b111_101_101);
        _temp.Write("a.json", "1");
        File.SetUnixFileMode(_temp["a.json"], UnixFileMode.None);
        if (!HandOnLinux.IsRoot)
            File.SetUnixFileMode(_temp.Path, (UnixFileMode)0b101_101_101);
        HandOnLinux.AsNobody(() =>
        {
            var read = Volume.Read(Folder, "a.json", Buffer, 100);
            Assert.Equal((ReadStatus.Denied, EntryKind.File, 1), (read.Status, read.Stat.Kind, read.Stat.Size));
            Refused(VolumeFault.Denied, "b", () => Volume.TryWriteNew(Folder, "b", []));
            Refused(VolumeFault.Denied, "x", () => Volume.MakeFolder(Folder, "x"));
            Refused(VolumeFault.Denied, "a.json", () => Volume.TryUnlink(Folder, "a.json"));
            Refused(VolumeFault.Denied, "x", () => Volume.OpenFolder(_temp["x"], create: true));
        });
        File.SetUnixFileMode(_temp.Path, (UnixFileMode)0b111_101_101);
    }

    [Fact]
    public void A_folder_that_one_may_not_enter_is_refused()
    {
        Directory.CreateDirectory(_temp["x/y"]);
        File.SetUnixFileMode(_temp.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_temp["x"], UnixFileMode.None);
        HandOnLinux.AsNobody(() =>
        {
            Refused(VolumeFault.Denied, "x", () => Volume.OpenFolder(_temp["x"])?.Dispose());
            Refused(VolumeFault.Denied, "x", () => _ = Volume.List(Folder, "x").ToList());
        });
        File.SetUnixFileMode(_temp["x"], (UnixFileMode)0b111_101_101);
    }

    [Fact]
    public void A_full_disk_is_told_and_nothing_half_written_is_left()
    {
        using var small = Mount("size=256k");
        using var folder = Volume.OpenFolder(small.Path)!;
        var refused = Assert.Throws<VolumeException>(() => Volume.TryWriteNew(folder, "a", new byte[1 << 20]));
        Assert.Equal(VolumeFault.NoSpace, refused.Fault);
        Assert.True(refused.IsTroubleOfTheMachine);
        Assert.Empty(Volume.List(folder));

        var line = new byte[999];
        line.AsSpan().Fill((byte)'x');
        line[^1] = (byte)'\n';
        using var appender = Volume.OpenAppend(folder, "log");
        var lines = 0;
        Assert.Throws<VolumeException>((Action)(() =>
        {
            for (; ; lines++)
                appender.Append(line);
        }));
        Assert.Equal(lines * line.Length, Volume.Stat(folder, "log")!.Value.Size);
        Assert.InRange(lines, 100, 300);
    }

    [Fact]
    public void A_disk_without_room_for_another_file_is_full()
    {
        using var small = Mount("nr_inodes=4");
        using var folder = Volume.OpenFolder(small.Path)!;
        var refused = Assert.Throws<VolumeException>((Action)(() =>
        {
            for (var number = 0; ; number++)
                Volume.TryWriteNew(folder, $"{number}", []);
        }));
        Assert.Equal(VolumeFault.NoSpace, refused.Fault);
    }

    [Fact]
    public void A_disk_that_is_read_only_says_so()
    {
        using var small = Mount("size=1m");
        using var folder = Volume.OpenFolder(small.Path)!;
        Volume.TryWriteNew(folder, "a", "1"u8);
        Run("mount", "-o", "remount,ro", small.Path);
        Assert.Equal(VolumeFault.ReadOnly, Assert.Throws<VolumeException>(() => Volume.TryWriteNew(folder, "b", [])).Fault);
        Assert.Equal(VolumeFault.ReadOnly, Assert.Throws<VolumeException>(() => Volume.TryRename(folder, "a", folder, "b", RenameMode.NoReplace)).Fault);
        Assert.Equal(VolumeFault.ReadOnly, Assert.Throws<VolumeException>(() => Volume.TryUnlink(folder, "a")).Fault);
        Assert.Equal(ReadStatus.Ok, Volume.Read(folder, "a", Buffer, 10).Status);
    }

    [Fact]
    public void Nothing_is_linked_or_renamed_to_another_device()
    {
        using var small = Mount("size=1m");
        using var other = Volume.OpenFolder(small.Path)!;
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.Equal(VolumeFault.CrossDevice, Assert.Throws<VolumeException>(() => Volume.TryLink(Folder, "a", other, "a")).Fault);
        foreach (var mode in new[] { RenameMode.NoReplace, RenameMode.Replace })
            Assert.Equal(VolumeFault.CrossDevice, Assert.Throws<VolumeException>(() => Volume.TryRename(Folder, "a", other, "a", mode)).Fault);
        Assert.Empty(Volume.List(other));
        Assert.Equal("1", Text("a"));
    }

    [Fact]
    public void A_file_that_another_program_writes_is_not_settled()
    {
        using (var writing = new FileStream(_temp["a.json"], FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            writing.Write("1"u8);
            writing.Flush();
            Assert.Equal(
                KnowsWriters ? ReadStatus.BeingWritten : ReadStatus.Ok,
                Volume.Read(Folder, "a.json", Buffer, 100, whenSettled: true).Status);
        }
        Settles("a.json");
    }

    [Fact]
    public async Task A_writer_that_comes_while_it_is_asked_ends_nobody()
    {
        _temp.Write("a.json", "1");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            var rounds = 0;
            for (; !stop.IsCancellationRequested; rounds++)
                new FileStream(_temp["a.json"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0).Dispose();
            return rounds;
        });
        var seen = new HashSet<ReadStatus>();
        for (var round = 0; round < 20_000; round++)
            seen.Add(Volume.Read(Folder, "a.json", Buffer, 100, whenSettled: true).Status);
        await stop.CancelAsync();
        Assert.NotEqual(0, await writer);
        Assert.Subset(new HashSet<ReadStatus> { ReadStatus.Ok, ReadStatus.BeingWritten }, seen);
    }

    [Fact]
    public void A_lock_is_free_when_its_process_is_killed()
    {
        _temp.Write("lease", "{}");
        using var holder = Process.Start(new ProcessStartInfo("flock", ["--no-fork", _temp["lease"], "sh", "-c", "echo held; exec sleep 1000"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("held", holder.StandardOutput.ReadLine());
            Assert.Null(Volume.TryLock(Folder, "lease"));
        }
        finally
        {
            holder.Kill();
            holder.WaitForExit();
        }
        using var held = Volume.TryLock(Folder, "lease");
        Assert.NotNull(held);
        Assert.Equal(1, Run("flock", "--nonblock", _temp["lease"], "true"));
    }

    [Fact]
    public void A_lock_is_not_inherited_by_the_programs_that_are_started()
    {
        _temp.Write("lease", "{}");
        var held = Volume.TryLock(Folder, "lease")!;
        using var child = Process.Start("sleep", "1000");
        held.Dispose();
        try
        {
            using var again = Volume.TryLock(Folder, "lease");
            Assert.NotNull(again);
        }
        finally
        {
            child.Kill();
            child.WaitForExit();
        }
    }

    [Fact]
    public async Task A_freed_lock_is_free_at_once_while_programs_are_being_started()
    {
        _temp.Write("lease", "{}");
        var starting = Task.Run(() =>
        {
            for (var program = 0; program < 200; program++)
            {
                using var started = Process.Start("true");
                started.WaitForExit();
            }
        });
        while (!starting.IsCompleted)
        {
            var held = Volume.TryLock(Folder, "lease");
            Assert.NotNull(held);
            held.Dispose();
        }
        await starting;
    }

    [Fact]
    public void A_listing_of_a_hundred_thousand_takes_no_more_memory_than_a_small_one()
    {
        const int entries = 100_000, perFile = 50_000;
        for (var number = 0; number < entries; number++)
        {
            if (number % perFile == 0)
                Volume.TryWriteNew(Folder, $"{number}", []);
            else
                Volume.TryLink(Folder, $"{number / perFile * perFile}", Folder, $"{number}");
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var listing = Volume.List(Folder).GetEnumerator();
        Assert.True(listing.MoveNext());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);

        var walked = new List<WeakReference>();
        do
            walked.Add(new WeakReference(listing.Current.Name));
        while (listing.MoveNext());
        Assert.Equal(entries, walked.Count);
        GC.Collect();
        Assert.InRange(walked.Count(name => name.IsAlive), 0, 10);
    }

    [Fact]
    public void New_files_and_folders_have_plain_rights()
    {
        Volume.TryWriteNew(Folder, "x.json", []);
        Volume.OpenAppend(Folder, "log").Dispose();
        Volume.MakeFolder(Folder, "x");
        var mask = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(mask, File.GetUnixFileMode(_temp["x.json"]) & mask);
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        foreach (var name in new[] { "x.json", "log", "x" })
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_temp[name]) & others);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        _temp.Dispose();
    }

    /// <summary>A small disk in memory, where this user may mount one.</summary>
    private protected Mounted Mount(string options)
    {
        var path = _temp["mounted"];
        Directory.CreateDirectory(path);
        Assert.SkipUnless(HandOnLinux.IsRoot && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path) == 0, "no right to mount");
        return new Mounted(path);
    }

    private protected static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private protected sealed class Mounted(string path) : IDisposable
    {
        public string Path { get; } = path;

        public void Dispose() => Run("umount", "--lazy", Path);
    }
}
