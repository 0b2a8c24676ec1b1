using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>Power loss or a hand has taken a lease, and what its worker held is still there.</summary>
public sealed class LeaselessTests
{
    [Fact]
    public void A_claim_whose_lease_is_gone_keeps_no_item_and_its_unfinished_result_goes()
    {
        var scenario = Scenarios.All[0];
        var (disk, clock) = (new SimulatedDisk(), new SettableClock());
        disk.Write($"{Scenario.Data}/inbox/k.json", "{\"a\":1}");
        var dying = new ProofProcess(disk, new(disk, scenario), clock, 1);
        dying.Step = operation =>
        {
            if (operation.Path.EndsWith("/work/k.json", StringComparison.Ordinal) && operation.Verb == "TryRename")
                dying.Volume.Kill();
        };
        Assert.Throws<ProcessDiedException>(dying.RunOnce);
        Assert.Contains("work/.processing/k.json", disk.Files(Scenario.Data));
        disk.Delete($"{Scenario.Data}/.workers/{dying.Worker}.json");

        var laws = new Laws(disk, scenario) { IsLate = true };
        new ProofProcess(disk, laws, clock, 2).RunToTheEnd();

        laws.CheckEnd();
    }
}
