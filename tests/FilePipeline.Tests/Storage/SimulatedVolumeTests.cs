using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Storage;

public sealed class SimulatedVolumeTests : VolumeBehaviour
{
    private readonly SimulatedDisk _disk = new();
    private readonly SimulatedVolume _process;

    public SimulatedVolumeTests()
    {
        _process = _disk.NewProcess();
        Folder = _process.OpenFolder("/data", create: true)!;
    }

    private protected override IVolume Volume => _process;

    private protected override VolumeFolder Folder { get; }

    private protected override void Make(string name, EntryKind kind) => _disk.Make($"/data/{name}", kind);

    [Fact]
    public void A_rename_between_two_names_of_one_file_does_nothing_and_says_it_did()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Volume.TryLink(Folder, "a", Folder, "b");
        Assert.True(Volume.TryRename(Folder, "a", Folder, "b", RenameMode.Replace));
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public void A_process_that_is_stopped_before_an_operation_has_not_done_it_and_does_nothing_more()
    {
        _process.StopBefore(_process.Trace.Count + 2);
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.Throws<ProcessDiedException>(() => Volume.TryWriteNew(Folder, "b", "2"u8));
        Assert.Throws<ProcessDiedException>(() => Volume.TryUnlink(Folder, "a"));
        Assert.True(_process.IsDead);
        Assert.Equal(["a"], _disk.Files("/data"));
        Assert.Equal("TryWriteNew /data/b", $"{_process.Trace[^1].Verb} {_process.Trace[^1].Path}");
    }

    [Fact]
    public void A_process_that_is_stopped_within_an_operation_leaves_what_it_wrote_in_part()
    {
        var lengths = new HashSet<int>();
        for (var seed = 0; seed < 100; seed++)
        {
            var disk = new SimulatedDisk();
            var process = disk.NewProcess();
            var folder = process.OpenFolder("/data", create: true)!;
            using var log = process.OpenAppend(folder, "log");
            process.StopWithin(process.Trace.Count + 1, new Random(seed));
            Assert.Throws<ProcessDiedException>(() => log.Append("line"u8));
            lengths.Add(disk.Read("/data/log")!.Length);
            Assert.StartsWith(disk.ReadText("/data/log")!, "line", StringComparison.Ordinal);
        }
        Assert.Equal([0, 1, 2, 3, 4], lengths.Order());
    }

    [Theory]
    [InlineData(VolumeFault.NoSpace)]
    [InlineData(VolumeFault.Io)]
    public void An_operation_fails_where_the_test_says_done_or_not(VolumeFault fault)
    {
        _process.FailAt(_process.Trace.Count + 1, fault);
        Refused(fault, "a", () => Volume.TryWriteNew(Folder, "a", "1"u8));
        Assert.Null(Volume.Stat(Folder, "a"));

        _process.FailAt(_process.Trace.Count + 1, fault, done: true);
        Refused(fault, "a", () => Volume.TryWriteNew(Folder, "a", "1"u8));
        Assert.Equal("1", Text("a"));
    }

    [Fact]
    public void The_locks_and_open_files_of_a_process_die_with_it_and_what_it_did_stays()
    {
        Volume.TryWriteNew(Folder, "lease", "{}"u8);
        var held = Volume.TryLock(Folder, "lease");
        Volume.OpenAppend(Folder, "log").Append("1"u8);
        var other = _disk.NewProcess();
        using var folder = other.OpenFolder("/data")!;
        Assert.Null(other.TryLock(folder, "lease"));
        _process.Kill();
        using var again = other.TryLock(folder, "lease");
        Assert.NotNull(again);
        held!.Dispose();
        Assert.Null(other.TryLock(folder, "lease"));
        Assert.Equal(ReadStatus.Ok, other.Read(folder, "log", Buffer, 10, whenSettled: true).Status);
        Assert.Throws<ProcessDiedException>(() => Volume.Stat(Folder, "lease"));
    }

    [Fact]
    public void A_test_steps_in_before_any_operation()
    {
        _process.Before = operation =>
        {
            if (operation.Verb == nameof(IVolume.TryLink))
                _disk.Write("/data/b", "first");
        };
        Volume.TryWriteNew(Folder, "a", "1"u8);
        Assert.False(Volume.TryLink(Folder, "a", Folder, "b"));
    }

    [Fact]
    public void Times_are_the_clocks()
    {
        var disk = new SimulatedDisk(new StandingClock());
        var process = disk.NewProcess();
        using var folder = process.OpenFolder("/data", create: true)!;
        Assert.Equal(5_000_000_000, process.TryWriteNew(folder, "a", [])!.Value.ModifiedNs);
    }

    [Fact]
    public void What_was_synced_survives_every_power_cut()
    {
        Cut(500,
            (volume, folder) =>
            {
                volume.MakeFolder(folder, "x/y");
                volume.TryWriteNew(folder, "x/y/a", "content"u8);
                volume.SyncFile(folder, "x/y/a");
                volume.SyncFolder(folder, "x/y");
                volume.SyncFolder(folder, "x");
                volume.SyncFolder(folder);
                volume.TryWriteNew(folder, "b", "content"u8);
                volume.SyncAll(folder);
            },
            disk => Assert.Equal(("content", "content"), (disk.ReadText("/data/x/y/a"), disk.ReadText("/data/b"))));
    }

    [Fact]
    public void What_was_not_synced_may_be_gone_empty_short_or_torn()
    {
        var whole = new string('x', 256);
        var seen = new HashSet<string>();
        Cut(500,
            (volume, folder) => volume.TryWriteNew(folder, "a", System.Text.Encoding.ASCII.GetBytes(whole)),
            disk => seen.Add(disk.ReadText("/data/a") switch
            {
                null => "gone",
                "" => "empty",
                var text when text == whole => "whole",
                var text when text.Length < whole.Length && !text.Contains('\0', StringComparison.Ordinal) => "short",
                var text when text.TrimEnd('\0').Contains('\0', StringComparison.Ordinal) => "torn",
                _ => "zeros",
            }));
        Assert.Equal(["empty", "gone", "short", "torn", "whole", "zeros"], seen.Order());
    }

    [Fact]
    public void A_synced_file_may_lose_its_name_and_a_synced_name_its_content()
    {
        var fileSynced = new HashSet<string?>();
        Cut(100,
            (volume, folder) =>
            {
                volume.TryWriteNew(folder, "a", "content"u8);
                volume.SyncFile(folder, "a");
            },
            disk => fileSynced.Add(disk.ReadText("/data/a")));
        Assert.Equal([null, "content"], fileSynced.Order());

        var nameSynced = new HashSet<string?>();
        Cut(100,
            (volume, folder) =>
            {
                volume.TryWriteNew(folder, "a", "content"u8);
                volume.SyncFolder(folder);
            },
            disk => nameSynced.Add(disk.ReadText("/data/a")));
        Assert.DoesNotContain(null, nameSynced);
        Assert.Contains("", nameSynced);
    }

    [Fact]
    public void A_rename_is_done_or_not_and_never_half()
    {
        var seen = new HashSet<string>();
        Cut(200,
            (volume, folder) =>
            {
                volume.MakeFolder(folder, "tmp");
                volume.TryWriteNew(folder, "tmp/1", "new"u8);
                volume.TryWriteNew(folder, "k", "old"u8);
                volume.SyncAll(folder);
                volume.TryRename(folder, "tmp/1", folder, "k", RenameMode.Replace);
            },
            disk => seen.Add($"{disk.ReadText("/data/tmp/1")} {disk.ReadText("/data/k")}"));
        Assert.Equal([" new", "new old"], seen.Order());
    }

    [Fact]
    public void A_file_never_loses_its_old_name_before_it_has_its_new_one()
    {
        var seen = new HashSet<string>();
        Cut(500,
            (volume, folder) =>
            {
                volume.TryWriteNew(folder, "a", "1"u8);
                volume.SyncAll(folder);
                volume.TryLink(folder, "a", folder, "b");
                volume.TryUnlink(folder, "a");
            },
            disk => seen.Add(string.Join(' ', disk.Files("/data"))));
        Assert.Equal(["a", "a b", "b"], seen.Order());
    }

    [Fact]
    public void Changes_of_different_files_survive_in_any_order()
    {
        var seen = new HashSet<string>();
        Cut(200,
            (volume, folder) =>
            {
                volume.TryWriteNew(folder, "a", []);
                volume.TryWriteNew(folder, "b", []);
            },
            disk => seen.Add(string.Join(' ', disk.Files("/data"))));
        Assert.Equal(["", "a", "a b", "b"], seen.Order());
    }

    [Fact]
    public void After_a_power_cut_it_is_another_boot_and_the_disk_works_on()
    {
        Volume.TryWriteNew(Folder, "a", "1"u8);
        _disk.Sync();
        _disk.PowerCut(new Random(1));
        Assert.True(_process.IsDead);
        var next = _disk.NewProcess();
        Assert.NotEqual(Volume.Machine, next.Machine);
        using var folder = next.OpenFolder("/data")!;
        Assert.True(next.TryLink(folder, "a", folder, "b"));
        Assert.Equal(["a", "b"], _disk.Files("/data"));
    }

    private static void Cut(int times, Action<IVolume, VolumeFolder> work, Action<SimulatedDisk> check)
    {
        for (var seed = 0; seed < times; seed++)
        {
            var disk = new SimulatedDisk();
            disk.Make("/data", EntryKind.Folder);
            var process = disk.NewProcess();
            work(process, process.OpenFolder("/data")!);
            disk.PowerCut(new Random(seed));
            check(disk);
        }
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(5);
    }
}
