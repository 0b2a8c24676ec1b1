namespace FilePipeline.Planning;

/// <summary>Why something runs, waits or does not run: a closed list.</summary>
public enum Reason
{
    // it runs
    NewInput,
    InputChanged,
    UpstreamChanged,
    CodeChanged,
    ParamsChanged,
    OutputMissing,
    Forced,
    RetryDue,

    // it waits
    Settling,
    RetryWait,
    Claimed,

    // it does not run
    UpToDate,

    /// <summary>A result that was stale until somebody said that it is to count as today's.</summary>
    Accepted,

    /// <summary>A result without a ledger line, as after a fresh clone: it counts as completed.</summary>
    Unrecorded,

    /// <summary>A result that a hand has edited: it stays.</summary>
    OutputEdited,
    Skipped,
    Dead,
    NoInput,
}

public static class Reasons
{
    /// <summary>As ledgers, JSON and people write it: <c>new_input</c>.</summary>
    public static string Name(this Reason reason) => Names[(int)reason];

    private static readonly string[] Names =
        [.. Enum.GetNames<Reason>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
