namespace FilePipeline.Tests.Hands;

/// <summary>Anything that hands may do, in any order, with crashes between: after each run the folders are as the protocol says.</summary>
public sealed class HandsTests
{
    [Fact]
    public async Task Whatever_hands_do_on_a_disk_where_workers_die_a_run_ends_as_the_protocol_says()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            using var disk = new SimulatedHandsDisk();
            await PlayAsync(new HandsMachine(disk, seed), steps: 60);
        }
    }

    [Fact]
    public async Task Whatever_hands_do_on_a_real_disk_a_run_ends_as_the_protocol_says()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            using var disk = new RealHandsDisk();
            await PlayAsync(new HandsMachine(disk, seed), steps: 40);
        }
    }

    private static async Task PlayAsync(HandsMachine machine, int steps)
    {
        for (var step = 0; step < steps; step++)
            await machine.StepAsync();
        await machine.RunAsync();
    }
}
