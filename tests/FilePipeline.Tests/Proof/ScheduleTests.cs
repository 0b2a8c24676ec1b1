using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>
/// Two workers, and three, take turns at single operations on the disk in every way there is within the bounds; they die before and in
/// operations, and their rescuers too; hands move meanwhile. After every operation, and in the end, the laws of <see cref="Laws"/> hold.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string>> Names => Scenarios.All.Select(scenario => new TheoryDataRow<string>(scenario.Name));

    /// <summary>With a hand besides, a second death is for the long run.</summary>
    public static IEnumerable<TheoryDataRow<string>> NamesWithoutHands =>
        Scenarios.All.Where(scenario => IsFull || scenario.Hands.Count == 0).Select(scenario => new TheoryDataRow<string>(scenario.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_workers_share_the_work_whatever_the_order_of_their_steps(string name) =>
        Explore(name, new(Switches: IsFull ? 3 : 2, Deaths: 0), withHands: new(Switches: IsFull ? 2 : 1, Deaths: 0));

    [Theory]
    [MemberData(nameof(Names))]
    public void Whoever_dies_wherever_the_others_end_the_work(string name) =>
        Explore(name, new(Switches: IsFull ? 2 : 1, Deaths: 1), withHands: new(Switches: IsFull ? 1 : 0, Deaths: 1));

    [Theory]
    [MemberData(nameof(NamesWithoutHands))]
    public void A_rescuer_that_dies_is_rescued_wherever_it_dies(string name) =>
        Explore(name, new(Switches: IsFull ? 1 : 0, Deaths: 2), withHands: new(Switches: 0, Deaths: 2));

    internal static bool IsFull => Environment.GetEnvironmentVariable("FILEPIPE_PROOF") == "full";

    /// <summary>Far more processes' steps than can be tried exhaustively: three workers, ten switches, three deaths, by a seed.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Random_schedules_with_many_switches_and_deaths_keep_the_laws(string name)
    {
        var executions = IsFull ? 100_000 : 500; // of each scenario
        var explorer = new Explorer(Scenarios.All.Single(scenario => scenario.Name == name) with { Workers = 3 }, new(Switches: 10, Deaths: 3));
        for (var seed = 0; seed < executions; seed++)
            explorer.ExploreAtRandom(seed);
        output.WriteLine($"{name}: {explorer.Complete} random schedules, at most {explorer.LongestSteps} steps");
        ProofTables.Add("schedules-random", name, explorer.Complete, explorer.LongestSteps);
    }

    private void Explore(string name, Bounds bounds, Bounds withHands)
    {
        var scenario = Scenarios.All.Single(scenario => scenario.Name == name);
        bounds = scenario.Hands.Count > 0 ? withHands : bounds;
        var explorer = new Explorer(scenario, bounds);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        explorer.ExploreAll();
        output.WriteLine($"{name}: {bounds.Switches} switches, {bounds.Deaths} deaths: {explorer.States} states, {explorer.Executions} executions, {explorer.Complete} to their end, at most {explorer.LongestSteps} steps, {clock.Elapsed.TotalSeconds:0.0} s");
        ProofTables.Add("schedules", name, scenario.Workers, bounds.Switches, bounds.Deaths, scenario.Hands.Count, explorer.States, explorer.Executions, explorer.LongestSteps);
        Assert.InRange(explorer.Complete, 2, int.MaxValue);
    }
}
