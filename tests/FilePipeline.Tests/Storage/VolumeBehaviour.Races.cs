using System.Collections.Concurrent;
using FilePipeline.Storage;

namespace FilePipeline.Tests.Storage;

public abstract partial class VolumeBehaviour
{
    private const int Rounds = 10_000;

    /// <summary>Whether several that have opened one file for appending keep out of each other's way.</summary>
    private protected virtual bool SharesAppending => true;

    [Fact]
    public async Task Of_two_that_rename_to_one_name_without_replacing_one_wins()
    {
        await Race(2, Rounds,
            () =>
            {
                Volume.TryUnlink(Folder, "result");
                Volume.TryWriteNew(Folder, "0", "0"u8);
                Volume.TryWriteNew(Folder, "1", "1"u8);
            },
            thread => Volume.TryRename(Folder, $"{thread}", Folder, "result", RenameMode.NoReplace),
            winner =>
            {
                Assert.Equal($"{winner}", Text("result"));
                Assert.Equal([$"{1 - winner}", "result"], Names());
                Volume.TryUnlink(Folder, $"{1 - winner}");
            });
    }

    [Fact]
    public async Task Of_eight_that_link_to_one_name_one_wins()
    {
        for (var thread = 0; thread < 8; thread++)
            Volume.TryWriteNew(Folder, $"{thread}", [(byte)('0' + thread)]);
        await Race(8, Rounds / 10,
            () => Volume.TryUnlink(Folder, "claim"),
            thread => Volume.TryLink(Folder, $"{thread}", Folder, "claim"),
            winner => Assert.Equal($"{winner}", Text("claim")));
    }

    [Fact]
    public async Task Of_eight_that_make_one_file_one_wins()
    {
        await Race(8, Rounds / 10,
            () => Volume.TryUnlink(Folder, "claim"),
            thread => Volume.TryWriteNew(Folder, "claim", [(byte)('0' + thread)]) is not null,
            winner => Assert.Equal($"{winner}", Text("claim")));
    }

    [Fact]
    public async Task Of_eight_that_lock_one_file_one_wins()
    {
        Volume.TryWriteNew(Folder, "lease", "{}"u8);
        IVolumeLock? held = null;
        await Race(8, Rounds / 10,
            () => held?.Dispose(),
            _ => Volume.TryLock(Folder, "lease") is { } taken && (held = taken) is not null,
            _ => Assert.NotNull(held));
        held?.Dispose();
    }

    [Fact]
    public async Task Of_four_that_remove_one_file_one_does()
    {
        await Race(4, Rounds / 10,
            () => Volume.TryWriteNew(Folder, "a", []),
            _ => Volume.TryUnlink(Folder, "a"),
            _ => Assert.Empty(Names()));
    }

    [Fact]
    public void Folders_are_made_while_others_remove_them()
    {
        Parallel.For(0, 4, thread =>
        {
            for (var round = 0; round < 500; round++)
            {
                if (thread % 2 == 0)
                    Volume.MakeFolder(Folder, "x/y/z");
                else
                    _ = Volume.TryRemoveFolder(Folder, "x/y/z") && Volume.TryRemoveFolder(Folder, "x/y") && Volume.TryRemoveFolder(Folder, "x");
            }
        });
    }

    [Fact]
    public void Lines_that_several_append_at_once_stay_whole()
    {
        const int threads = 4, lines = 500;
        using (var shared = Volume.OpenAppend(Folder, "log"))
        {
            Parallel.For(0, threads, thread =>
            {
                using var own = Volume.OpenAppend(Folder, "log");
                for (var line = 0; line < lines; line++)
                    (line % 2 == 0 && SharesAppending ? own : shared).Append(System.Text.Encoding.UTF8.GetBytes($"{thread}:{line}:{new string('x', line)}\n"));
            });
        }
        var expected = Enumerable.Range(0, threads).SelectMany(thread =>
            Enumerable.Range(0, lines).Select(line => $"{thread}:{line}:{new string('x', line)}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Text("log").TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_listing_never_misses_a_file_that_is_not_renamed()
    {
        const int staying = 300, moving = 300;
        for (var number = 0; number < staying; number++)
            Volume.TryWriteNew(Folder, $"stays-{number}", []);
        for (var number = 0; number < moving; number++)
            Volume.TryWriteNew(Folder, $"moves-{number}", []);
        using var stop = new CancellationTokenSource();
        var mover = Task.Run(() =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                for (var number = 0; number < moving; number++)
                    Volume.TryRename(Folder, Name(round, number), Folder, Name(round + 1, number), RenameMode.NoReplace);
            }
        });
        for (var listing = 0; listing < 100; listing++)
            Assert.Equal(staying, Volume.List(Folder).Count(entry => entry.Name.StartsWith("stays-", StringComparison.Ordinal)));
        await stop.CancelAsync();
        await mover;

        static string Name(int round, int number) => round % 2 == 0 ? $"moves-{number}" : $"moved-on-{number}-with-a-longer-name";
    }

    [Fact]
    public async Task Reading_finds_the_old_or_the_new_file_while_it_is_replaced()
    {
        Volume.TryWriteNew(Folder, "a", new byte[10_000]);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                var content = new byte[10_000];
                content.AsSpan().Fill((byte)round);
                Volume.TryWriteNew(Folder, "b", content);
                Volume.TryRename(Folder, "b", Folder, "a", RenameMode.Replace);
            }
        });
        for (var round = 0; round < 1000; round++)
        {
            Assert.Equal(ReadStatus.Ok, Volume.Read(Folder, "a", Buffer, 10_000).Status);
            Assert.Equal(10_000, Buffer.Length);
            Assert.False(Buffer.Span.ContainsAnyExcept(Buffer.Span[0]));
        }
        await stop.CancelAsync();
        await writer;
    }

    /// <summary>All threads try at the same moment, round after round; exactly one may succeed.</summary>
    private static async Task Race(int threads, int rounds, Action prepare, Func<int, bool> tries, Action<int> check)
    {
        var winners = new ConcurrentBag<int>();
        var failures = new ConcurrentBag<Exception>();
        var round = 0;
        prepare();
        using var barrier = new Barrier(threads, _ =>
        {
            Assert.Empty(failures);
            check(Assert.Single(winners));
            winners.Clear();
            if (++round < rounds)
                prepare();
        });
        var racers = Enumerable.Range(0, threads).Select(number => Task.Factory.StartNew(() =>
        {
            while (round < rounds)
            {
                try
                {
                    if (tries(number))
                        winners.Add(number);
                }
                catch (Exception failure)
                {
                    failures.Add(failure);
                }
                barrier.SignalAndWait();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(racers);
    }
}
