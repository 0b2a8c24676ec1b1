using System.Diagnostics;
using System.Text;
using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Storage;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Running;

/// <summary>Whatever lies in an inbox has a defined result that says what and where; no item is lost, and the others go on.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TestPipeline _pipeline = new();

    public BadInputTests() => _pipeline.Drop("good.json");

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("{\"a\": [1, 2", "bad_json", "line 1, byte 12")]
    [InlineData("", "empty_file", "bad.json")]
    [InlineData("\uFEFF", "bad_json", "line 1, byte 1")]
    [InlineData("not json", "bad_json", "line 1, byte 2")]
    public async Task Text_that_is_no_JSON_is_a_dead_letter_with_its_place(string content, string code, string place)
    {
        _pipeline.Drop("bad.json", content);
        Assert.Equal((code, true), await DeadLetterAsync("bad", place));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_a_dead_letter()
    {
        _pipeline.Folder.Write("data/inbox/bad.json", [.. "{\"a\": \""u8, 0xFF, .. "\"}"u8]);
        Assert.Equal(("not_utf8", true), await DeadLetterAsync("bad", "byte 8"));
    }

    [Fact]
    public async Task A_hundred_thousand_open_brackets_are_a_dead_letter()
    {
        _pipeline.Drop("bad.json", new string('[', 100_000));
        Assert.Equal(("bad_json", true), await DeadLetterAsync("bad", "64"));
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        _pipeline.Folder.Write("data/inbox/bom.json", [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8]);
        await _pipeline.RunAsync();
        Assert.Equal("{\n  \"a\": 1\n}\n", _pipeline.Folder.Read("data/second/bom.json"));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_a_dead_letter_that_says_how_to_raise_it()
    {
        using (var file = File.Create(_pipeline.Folder.Write("data/inbox/big.json", "")))
            file.SetLength(200L << 20);
        Assert.Equal(("item_too_large", true), await DeadLetterAsync("big", "item_size"));
        _pipeline.Definition = _pipeline.Definition with { ItemSizeLimit = 300L << 20 };
        Assert.Equal(Reason.InputChanged, _pipeline.Plan("first")["big.json"].Reason);
    }

    [Fact]
    public async Task Links_pipes_sockets_and_folders_in_the_place_of_a_file_are_dead_letters()
    {
        _pipeline.Folder.Write("secret.txt", "{\"secret\":true}");
        File.CreateSymbolicLink(_pipeline.Folder["data/inbox/link.json"], _pipeline.Folder["secret.txt"]);
        Directory.CreateDirectory(_pipeline.Folder["data/inbox/folder.json"]);
        _pipeline.Drop("folder.json/inside.json");
        Run("mkfifo", _pipeline.Folder["data/inbox/pipe.json"]);

        var summary = await _pipeline.RunAsync();

        Assert.Equal(3, summary.Stages[0].Dead);
        foreach (var key in (string[])["link", "folder", "pipe"])
            Assert.Equal("not_regular", Record(key).Error.Code);
        Assert.DoesNotContain(_pipeline.Files(), file => file.StartsWith("second/", StringComparison.Ordinal) && file != "second/good.json");

        // mended: the link is replaced by what it led to
        File.Delete(_pipeline.Folder["data/inbox/link.json"]);
        _pipeline.Drop("link.json");
        await _pipeline.RunAsync();
        Assert.Contains("second/link.json", _pipeline.Files());
    }

    [Fact]
    public async Task A_linked_sub_folder_is_not_entered()
    {
        _pipeline.Folder.Write("outside/a.json", "{}");
        Directory.CreateSymbolicLink(_pipeline.Folder["data/inbox/sub"], _pipeline.Folder["outside"]);

        await _pipeline.RunAsync();

        Assert.DoesNotContain("first/sub/a.json", _pipeline.Files());
    }

    [Fact]
    public async Task Any_name_a_file_can_have_is_a_key_or_is_told()
    {
        string[] names =
        [
            "with space", "quote\"'", "new\nline", "tab\t", "😀 emoji", "-rf", "$(id)", "a;b|c&d", "%2e%2e", "back\\slash", "..double", "semi..", "ünïcode",
            new string('x', 250), "CON", "a.b.c", "*?[]", " lead", "trail ",
        ];
        foreach (var name in names)
            _pipeline.Drop(name + ".json");
        _pipeline.Drop(new string('y', 250) + ".html", "1"); // 255 bytes, but its result would have the same length: fine
        _pipeline.Folder.Write("data/inbox/.hidden.json", "{}");

        var summary = await _pipeline.RunAsync();

        var keys = names.Where(name => name[0] != '.').ToList();
        Assert.All(keys, name => Assert.Contains($"second/{name}.json", _pipeline.Files()));
        Assert.Equal(keys.Count + 2, summary.Stages[1].Published);
        Assert.DoesNotContain(_pipeline.Files(), file => file.Contains("hidden", StringComparison.Ordinal) && !file.StartsWith("inbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_cannot_be_a_key_is_told_and_left_alone()
    {
        _pipeline.Definition = _pipeline.Definition with { Sources = [_pipeline.Definition.Sources[0] with { Extensions = [".json", ".js"] }] };
        _pipeline.Drop(new string('z', 252) + ".js"); // its result's name would have 257 bytes

        var summary = await _pipeline.RunAsync();

        Assert.Equal(1, summary.Stages[0].Refused);
        Assert.Contains("longer than 250 bytes", Assert.Single(summary.Stages[0].Problems).Message, StringComparison.Ordinal);
        Assert.Contains("second/good.json", _pipeline.Files());
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_is_told_and_left_alone()
    {
        Run("bash", "-c", $"echo 1 > \"{_pipeline.Folder["data/inbox"]}/\"$'caf\\xe9.json'");

        var summary = await _pipeline.RunAsync();

        Assert.Equal(1, summary.Stages[0].Refused);
        Assert.Contains("UTF-8", Assert.Single(summary.Stages[0].Problems).Message, StringComparison.Ordinal);
        Assert.Contains("second/good.json", _pipeline.Files());
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_waits_and_a_run_that_is_to_end_gives_up_on_it()
    {
        _pipeline.Definition = _pipeline.Definition with { Sources = [_pipeline.Definition.Sources[0] with { Settle = TimeSpan.FromMilliseconds(1) }] };
        using (var writer = new FileStream(_pipeline.Folder["data/inbox/open.json"], FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.Write("[1,"u8);
            writer.Flush();
            var summary = await _pipeline.RunAsync();
            Assert.Equal([("first", ItemKey.Parse("open"))], summary.StillWritten);
            Assert.Equal(["first/good.json", "inbox/good.json", "inbox/open.json", "second/good.json"], _pipeline.Files());
            writer.Write("2]"u8);
        }
        await _pipeline.RunAsync();
        Assert.Equal("[\n  1,\n  2\n]\n", _pipeline.Folder.Read("data/second/open.json"));
    }

    [Fact]
    public async Task A_fresh_file_is_taken_when_it_has_settled()
    {
        _pipeline.Definition = _pipeline.Definition with { Sources = [_pipeline.Definition.Sources[0] with { Settle = TimeSpan.FromMilliseconds(300) }] };
        _pipeline.Drop("fresh.json");
        Assert.Equal(Reason.Settling, _pipeline.Plan("first")["fresh.json"].Reason);

        await _pipeline.RunAsync();

        Assert.Contains("second/fresh.json", _pipeline.Files());
    }

    [Fact]
    public async Task An_unreadable_file_is_a_dead_letter_until_it_can_be_read()
    {
        var disk = new SimulatedDisk();
        disk.Write("/p/data/inbox/locked.json", "[1]");
        disk.Write("/p/data/inbox/good.json", "[2]");
        disk.Deny("/p/data/inbox/locked.json");
        using var pipeline = new TestPipeline { Volume = disk.NewProcess() };
        pipeline.Definition = pipeline.Definition with { Data = "/p/data" };

        await pipeline.RunAsync();

        var record = AttemptRecord.TryParse(disk.Read("/p/data/first/.dead/locked.json"))!;
        Assert.Equal("no_permission", record.Error.Code);
        Assert.NotNull(disk.Read("/p/data/second/good.json"));
        Assert.Equal(ItemState.Dead, pipeline.Plan("first")["locked.json"].State);
        disk.Delete("/p/data/inbox/locked.json");
        disk.Write("/p/data/inbox/locked.json", "[1]");
        Assert.Equal(Reason.InputChanged, pipeline.Plan("first")["locked.json"].Reason);
    }

    [Theory]
    [InlineData(VolumeFault.NoSpace)]
    [InlineData(VolumeFault.Quota)]
    [InlineData(VolumeFault.Io)]
    [InlineData(VolumeFault.TooManyOpen)]
    [InlineData(VolumeFault.ReadOnly)]
    public async Task Trouble_of_the_machine_ends_the_run_counts_no_attempt_and_the_next_run_goes_on(VolumeFault fault)
    {
        var disk = new SimulatedDisk();
        for (var i = 0; i < 5; i++)
            disk.Write($"/p/data/inbox/{i}.json", "[1]");
        var refusing = disk.NewProcess();
        var writes = 0;
        refusing.Before = operation =>
        {
            if (operation.Verb == nameof(IVolume.TryWriteNew) && operation.Path.Contains("/.tmp/", StringComparison.Ordinal) && ++writes > 3)
                throw new VolumeException("write", operation.Path, fault, "told so by the test");
        };
        using var pipeline = new TestPipeline { Volume = refusing };
        pipeline.Definition = pipeline.Definition with { Data = "/p/data" };

        var summary = await pipeline.RunAsync();

        Assert.Equal(fault, summary.Trouble!.Fault);
        Assert.DoesNotContain(disk.Files("/p/data"), file => file.Contains("/.failed/", StringComparison.Ordinal) || file.Contains("/.dead/", StringComparison.Ordinal)
            || file.Contains("/.processing/", StringComparison.Ordinal) || file.Contains("/.tmp/", StringComparison.Ordinal));
        using var mended = new TestPipeline { Volume = disk.NewProcess() };
        mended.Definition = mended.Definition with { Data = "/p/data" };
        await mended.RunAsync();
        Assert.Equal(5, disk.Files("/p/data/second").Count(file => file[0] != '.'));
    }

    [Fact]
    public async Task After_a_refused_sync_nothing_is_vouched_for()
    {
        var disk = new SimulatedDisk();
        disk.Write("/p/data/inbox/a.json", "[1]");
        var refusing = disk.NewProcess();
        var refused = 0;
        refusing.Before = operation =>
        {
            if (operation is { Verb: nameof(IVolume.SyncAll), Path: "/p/data" } && Interlocked.Exchange(ref refused, 1) == 0)
                throw new VolumeException("sync", operation.Path, VolumeFault.Io, "told so by the test");
        };
        using var pipeline = new TestPipeline { Volume = refusing };
        pipeline.Definition = pipeline.Definition with { Data = "/p/data" };

        var summary = await pipeline.RunAsync();

        Assert.Equal(VolumeFault.Io, summary.Trouble!.Fault);
        Assert.DoesNotContain(disk.Files("/p/data").Where(file => file.Contains("/.ledger/", StringComparison.Ordinal)),
            file => disk.ReadText($"/p/data/{file}")!.Contains("\"closed\"", StringComparison.Ordinal));
    }

    /// <summary>Code of the dead letter; whether its message names the place and the good item went through.</summary>
    private async Task<(string Code, bool Told)> DeadLetterAsync(string key, string place)
    {
        await _pipeline.RunAsync();
        var record = Record(key);
        Assert.Contains(place, record.Error.Message, StringComparison.Ordinal);
        return (record.Error.Code, _pipeline.Files().Contains("second/good.json"));
    }

    private AttemptRecord Record(string key) => AttemptRecord.TryParse(File.ReadAllBytes(_pipeline.Folder[$"data/first/.dead/{key}.json"]))!;

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
