using FilePipeline.TestKit;

namespace FilePipeline.Tests.Proof;

/// <summary>What lies in the folders, who works on it, and what may happen meanwhile. The expected state is computed from the inputs here, never asked from the engine.</summary>
internal sealed record Scenario(string Name)
{
    public const string Data = "/p/data";

    /// <summary>Inputs that a worker has met, once, before the explored part begins; then an hour passes.</summary>
    public IReadOnlyDictionary<string, string> Earlier { get; init; } = new Dictionary<string, string>();

    /// <summary>Inputs that are written, or written over, after that.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>What a hand may do at any moment, in this order.</summary>
    public IReadOnlyList<Hand> Hands { get; init; } = [];

    /// <summary>Workers that begin at the same time; more come when all of them are gone.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Of them the last only rescues.</summary>
    public bool WithRescuer { get; init; }

    /// <summary>How often a key may be run when nobody dies and no hand moves.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>How many results of one key may be published then.</summary>
    public int Results { get; init; } = 1;

    /// <summary>What a stage makes of an input; <c>null</c>: no result.</summary>
    public static string? ResultOf(string input) => EndOf(input) == End.Completed
        ? System.Text.Encoding.UTF8.GetString(FilePipeline.Folders.CanonicalJson.Of(System.Text.Encoding.UTF8.GetBytes(input)))
        : null;

    public static End EndOf(string input) => input switch
    {
        _ when input.Contains("reject", StringComparison.Ordinal) || input.Contains("fail", StringComparison.Ordinal) => End.Dead,
        _ when input.Contains("skip", StringComparison.Ordinal) => End.Skipped,
        _ => End.Completed,
    };

    /// <summary>What the stage does: <c>retry</c> fails once, <c>fail</c> always.</summary>
    public static StageOutcome Run(Item item, int attempt)
    {
        var input = System.Text.Encoding.UTF8.GetString(item.Content.Span);
        return input switch
        {
            _ when input.Contains("reject", StringComparison.Ordinal) => new StageOutcome.Reject("refused", "as asked"),
            _ when input.Contains("skip", StringComparison.Ordinal) => new StageOutcome.Skip("as asked"),
            _ when input.Contains("fail", StringComparison.Ordinal) => new StageOutcome.Retry("busy", "come again"),
            _ when input.Contains("retry", StringComparison.Ordinal) && attempt == 1 => new StageOutcome.Retry("busy", "come again"),
            _ => new StageOutcome.Emit(item.Content),
        };
    }

    public override string ToString() => Name;
}

internal enum End
{
    Completed,
    Dead,
    Skipped,
}

/// <param name="Result">A result that the hand has put, which then is allowed too.</param>
internal sealed record Hand(string Name, Action<SimulatedDisk> Act, string? Result = null);
