using System.Diagnostics;
using FilePipeline.Running;

namespace FilePipeline.Tests.Running;

/// <summary>A run that waits for more: what comes is found by hints at once, and by listings in any case.</summary>
public sealed class WatchTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly TestPipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task What_is_moved_in_is_taken_at_once_and_what_is_copied_in_when_it_has_settled()
    {
        _pipeline.Definition = _pipeline.Definition with { Sources = [_pipeline.Definition.Sources[0] with { Settle = TimeSpan.FromHours(1) }] };
        _pipeline.Drop("first.json");
        File.SetLastWriteTimeUtc(_pipeline.Folder["data/inbox/first.json"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var run = Watching();
        await run.UntilAsync("first");

        _pipeline.Drop("copied.json");
        _pipeline.Folder.Write("moved.json", "[1]");
        var clock = Stopwatch.StartNew();
        File.Move(_pipeline.Folder["moved.json"], _pipeline.Folder["data/inbox/moved.json"]);
        await run.UntilAsync("moved");
        output.WriteLine($"moved in to last result: {clock.Elapsed.TotalMilliseconds:0} ms");

        await run.StopAsync();
        Assert.Equal(["first/first.json", "first/moved.json"], _pipeline.Files().Where(file => file.StartsWith("first/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task None_of_many_files_in_old_and_new_sub_folders_is_missed()
    {
        await using var run = Watching();
        for (var i = 0; i < 2_000; i++)
            _pipeline.Drop(i % 3 == 0 ? $"{i}.json" : $"sub{i % 7}/deeper{i % 5}/{i}.json");

        await run.UntilAsync(2_000);

        await run.StopAsync();
        Assert.Equal(2_000, _pipeline.Files().Count(file => file.StartsWith("second/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_result_of_a_later_stage_that_a_hand_deletes_is_made_again()
    {
        await using var run = Watching();
        _pipeline.Drop("a.json");
        await run.UntilAsync("a");

        run.Forget();
        File.Delete(_pipeline.Folder["data/second/a.json"]);

        await run.UntilAsync("a");
    }

    [Fact]
    public async Task A_slow_item_keeps_no_new_file_waiting()
    {
        var release = new TaskCompletionSource();
        _pipeline.Script.Run = async (item, _, _) =>
        {
            if (item.Key.Value == "slow")
                await release.Task;
            return new StageOutcome.Emit(item.Content);
        };
        _pipeline.Drop("slow.json");
        await using var run = Watching();

        _pipeline.Drop("quick.json");
        await run.UntilAsync("quick");

        release.SetResult();
        await run.UntilAsync("slow");
    }

    private WatchedRun Watching() => new(_pipeline);

    /// <summary>A run that is under way, and what it has published in the last stage.</summary>
    private sealed class WatchedRun : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _gate = new();
        private readonly HashSet<string> _done = [];
        private readonly Task _run;
        private TaskCompletionSource _more = new();

        public WatchedRun(TestPipeline pipeline) => _run = pipeline.RunAsync(new() { Watch = true }, Tell, _stop.Token);

        public void Forget()
        {
            lock (_gate)
                _done.Clear();
        }

        public Task UntilAsync(string key) => UntilAsync(() => _done.Contains(key));

        public Task UntilAsync(int count) => UntilAsync(() => _done.Count >= count);

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _run;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        private void Tell(RunEvent happened)
        {
            lock (_gate)
            {
                if (happened.Stage == "second")
                    _done.Add(happened.Key.Value);
                _more.TrySetResult();
            }
        }

        private async Task UntilAsync(Func<bool> isSo)
        {
            while (true)
            {
                Task more;
                lock (_gate)
                {
                    if (isSo())
                        return;
                    _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    more = _more.Task;
                }
                await more.WaitAsync(Long);
            }
        }
    }
}
