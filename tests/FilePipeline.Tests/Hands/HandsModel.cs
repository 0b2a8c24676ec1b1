using System.Text.Json;

namespace FilePipeline.Tests.Hands;

/// <summary>
/// What ought to be visible, kept by the test from what it does with its own hands; the engine is never asked. The rules of the
/// protocol, sections 2 and 6, in the fewest words.
/// </summary>
internal sealed class HandsModel
{
    public static readonly string[] Stages = ["first", "second"];

    public Dictionary<string, string> Inputs { get; } = [];

    public Dictionary<(string Stage, string Key), string> Results { get; } = [];

    public Dictionary<(string Stage, string Key), Record> Records { get; } = [];

    /// <summary>What the ledgers say.</summary>
    public HashSet<Line> Lines { get; } = [];

    public Dictionary<string, int> Versions { get; } = new() { ["first"] = 1, ["second"] = 1 };

    public HashSet<string> Paused { get; } = [];

    public sealed record Record(string Kind, string Input, int Version);

    public sealed record Line(string Stage, string Key, string Input, string Output, int Version);

    public string? InputOf(string stage, string key) =>
        stage == "first" ? Inputs.GetValueOrDefault(key) : Results.GetValueOrDefault(("first", key));

    /// <summary>What the test's stage makes: a result, or the kind of a record.</summary>
    public static (string? Output, string? Kind) Make(string stage, int version, string input)
    {
        using var json = JsonDocument.Parse(input);
        return json.RootElement.TryGetProperty("do", out var order) && stage == "first" && order.GetString() is "dead" or "skipped"
            ? (null, order.GetString())
            : ($$"""
               {
                 "from": "{{Identity(stage == "first" ? input.Replace(" ", "", StringComparison.Ordinal) : input)}}",
                 "stage": "{{stage}}",
                 "version": {{version}}
               }

               """, null);
    }

    private static string Identity(string input) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(input)))[..8];

    /// <summary>The plan in one word.</summary>
    public string StateOf(string stage, string key)
    {
        if (InputOf(stage, key) is not { } input)
            return "gone";
        if (Results.TryGetValue((stage, key), out var result))
        {
            var lines = Lines.Where(line => line.Stage == stage && line.Key == key).ToList();
            if (lines.Count == 0)
                return "unrecorded";
            if (!lines.Exists(line => line.Output == result))
                return "edited";
            if (lines.Exists(line => line.Output == result && line.Input == input && line.Version == Versions[stage]))
                return "fresh";
        }
        return Records.TryGetValue((stage, key), out var record) && record.Input == input && record.Version == Versions[stage]
            ? record.Kind
            : result is null ? "pending" : "stale";
    }

    /// <summary>A run until nothing is left to do.</summary>
    public void Run()
    {
        foreach (var stage in Stages.Where(stage => !Paused.Contains(stage)))
        {
            foreach (var key in Keys().Where(key => StateOf(stage, key) is "pending" or "stale"))
            {
                var input = InputOf(stage, key)!;
                var (output, kind) = Make(stage, Versions[stage], input);
                if (output is null)
                {
                    Records[(stage, key)] = new(kind!, input, Versions[stage]);
                    continue;
                }
                Results[(stage, key)] = output;
                Lines.Add(new(stage, key, input, output, Versions[stage]));
                Records.Remove((stage, key));
            }
        }
    }

    public IReadOnlyList<string> Keys() =>
        [.. Inputs.Keys.Concat(Results.Keys.Select(key => key.Key)).Concat(Records.Keys.Select(key => key.Key)).Distinct().Order(StringComparer.Ordinal)];
}
