using FilePipeline.Planning;
using FilePipeline.Running;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Running;

/// <summary>A run ends when nothing is left to do, whatever arrives in which moment.</summary>
public sealed class ArrivalTests
{
    [Fact]
    public async Task What_arrives_while_its_older_version_is_in_work_is_worked_on_too()
    {
        using var pipeline = new TestPipeline();
        pipeline.Drop("a.json");
        await pipeline.RunAsync();
        pipeline.Change("first", stage => stage with { Version = 2 });
        pipeline.Change("second", stage => stage with { Version = 2 });
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pipeline.Script.Run = async (item, context, _) =>
        {
            if (context.Stage == "first")
            {
                await begun.Task;
                return new StageOutcome.Emit("""{"v":2}"""u8.ToArray());
            }
            if (begun.TrySetResult())
            {
                await replaced.Task;
                for (var i = 0; i < 2_000; i++) // the other loop of the stage meets the arrival meanwhile
                    await Task.Yield();
            }
            return new StageOutcome.Emit(item.Content);
        };

        await pipeline.RunAsync(report: ended =>
        {
            if (ended.Stage == "first" && ended.End.Kind == ItemEndKind.Replaced)
                replaced.SetResult();
        });

        Assert.Equal(pipeline.Folder.Read("data/first/a.json"), pipeline.Folder.Read("data/second/a.json"));
        Assert.Equal(Reason.UpToDate, pipeline.Plan("second")["a.json"].Reason);
    }

    [Fact]
    public async Task An_input_that_is_edited_during_a_run_is_made_again_down_the_line()
    {
        using var pipeline = new TestPipeline { Clock = new HurriedClock() };
        pipeline.Drop("a.json");
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var run = pipeline.RunAsync(new() { Watch = true }, ended =>
        {
            if (ended.Stage == "second" && ended.End.Kind == ItemEndKind.Published)
                made.SetResult();
            else if (ended.Stage == "second" && ended.End.Kind == ItemEndKind.Replaced)
                stop.Cancel();
        }, stop.Token);
        await made.Task;

        pipeline.Drop("a.json", """{"edited":true}""");
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await run;

        Assert.Equal("{\n  \"edited\": true\n}\n", pipeline.Folder.Read("data/second/a.json"));
    }
}
