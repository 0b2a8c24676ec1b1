using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>What an item's life can be, over one key or two.</summary>
internal static class Scenarios
{
    private const string A = "{\"a\":1}";
    private const string B = "{\"a\":22}";
    private const string Edited = "{\n  \"edited\": true\n}\n";
    private const string Inbox = Scenario.Data + "/inbox/";
    private const string Results = Scenario.Data + "/work/";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("a result") { Inputs = One(A) },
        new("a result and a dead letter") { Inputs = new Dictionary<string, string> { ["en/k"] = A, ["en/l"] = "\"reject\"" } },
        new("a retry that succeeds") { Earlier = One("\"retry\""), Inputs = One("\"retry\"") },
        new("a first failure") { Inputs = One("\"retry\""), Runs = 2 },
        new("a last failure") { Earlier = One("\"fail\""), Inputs = One("\"fail\""), Runs = 2 },
        new("a dead letter") { Inputs = One("\"reject\"") },
        new("a skip") { Inputs = One("\"skip\"") },
        new("a dead letter whose input is mended") { Earlier = One("\"reject\""), Inputs = One(A) },
        new("a stale result is replaced") { Earlier = One(A), Inputs = One(B) },
        new("a stale result becomes a dead letter") { Earlier = One(A), Inputs = One("\"reject\"") },
        new("the same bytes again") { Earlier = One(A), Inputs = One("{ \"a\" : 1 }"), Results = 0 },
        new("a rescuer besides") { Inputs = One(A), Workers = 2, WithRescuer = true },
        new("a hand deletes the input") { Inputs = One(A), Hands = [new("delete", disk => disk.Delete(Inbox + "k.json"))] },
        new("a hand edits the input") { Inputs = One(A), Hands = [new("edit", disk => disk.Write(Inbox + "k.json", B))] },
        new("a hand deletes the result") { Inputs = One(A), Hands = [new("delete", disk => Delete(disk, "k.json"))] },
        new("a hand puts a result") { Inputs = One(A), Hands = [new("put", PutResult, Edited)] },
        new("a hand edits the result") { Inputs = One(A), Hands = [new("edit", EditResult, Edited)] },
        new("a hand edits the input of a dead letter") { Inputs = One("\"reject\""), Hands = [new("mend", disk => disk.Write(Inbox + "k.json", A))] },
        new("a hand removes a dead letter") { Earlier = One("\"reject\""), Inputs = One("\"reject\""), Hands = [new("remove", disk => Delete(disk, ".dead/k.json"))] },
        new("a hand removes a failure") { Earlier = One("\"retry\""), Inputs = One("\"retry\""), Runs = 2, Hands = [new("remove", disk => Delete(disk, ".failed/k.json"))] },
    ];

    private static Dictionary<string, string> One(string content) => new() { ["k"] = content };

    private static void Delete(SimulatedDisk disk, string file)
    {
        if (disk.Read(Results + file) is not null)
            disk.Delete(Results + file);
    }

    private static void PutResult(SimulatedDisk disk)
    {
        if (disk.Read(Results + "k.json") is null)
            disk.Write(Results + "k.json", Edited);
    }

    private static void EditResult(SimulatedDisk disk)
    {
        if (disk.Read(Results + "k.json") is null)
            return;
        disk.Delete(Results + "k.json"); // as editors do: a new file under the old name
        disk.Write(Results + "k.json", Edited);
    }
}
