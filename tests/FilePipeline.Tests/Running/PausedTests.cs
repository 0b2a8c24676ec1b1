using FilePipeline.TestKit;

namespace FilePipeline.Tests.Running;

public sealed class PausedTests
{
    [Fact]
    public async Task What_a_rescue_frees_in_a_paused_stage_waits_like_the_rest()
    {
        for (var round = 0; round < 20; round++)
        {
            using var pipeline = new TestPipeline { Clock = new HurriedClock() };
            pipeline.Drop("a.json");
            pipeline.Folder.Write("data/first/.paused", "");
            pipeline.Folder.Write("data/first/.processing/a.json", "{}"); // of nobody

            await pipeline.RunAsync();

            Assert.Empty(pipeline.Script.Runs);
            Assert.False(File.Exists(pipeline.Folder["data/first/a.json"]));
        }
    }

    [Fact]
    public async Task A_claim_whose_worker_died_and_lost_its_lease_to_a_hand_is_freed()
    {
        using var pipeline = new TestPipeline { Clock = new HurriedClock() };
        pipeline.Drop("a.json");
        pipeline.Folder.Write("data/first/.processing/a.json", """{"worker":"box-1-gone","host":"elsewhere","boot":"b","pid":1,"started":"2026-11-25T12:00:00Z"}""");

        await pipeline.RunAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(["first/a.json", "inbox/a.json", "second/a.json"], pipeline.Files());
    }
}
