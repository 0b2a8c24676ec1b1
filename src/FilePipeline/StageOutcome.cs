namespace FilePipeline;

/// <summary>What a stage decides about an item. A closed family: these four, no others.</summary>
public abstract record StageOutcome
{
    private StageOutcome()
    {
    }

    /// <summary>The result, any JSON in UTF-8; the engine writes it canonically.</summary>
    public sealed record Emit(ReadOnlyMemory<byte> Json) : StageOutcome;

    /// <summary>No result on purpose, for this input and this stage.</summary>
    public sealed record Skip(string Reason) : StageOutcome;

    /// <summary>It did not work now and may later: counts an attempt, is tried again by the stage's retry policy.</summary>
    /// <param name="Code">A short name of the kind of trouble, as <c>http_503</c>.</param>
    /// <param name="After">At least this long from now, where the other side has said so.</param>
    public sealed record Retry(string Code, string Message, TimeSpan? After = null) : StageOutcome;

    /// <summary>It will never work with this input: the item becomes a dead letter at once.</summary>
    public sealed record Reject(string Code, string Message) : StageOutcome;
}
