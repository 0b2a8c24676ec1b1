namespace FilePipeline.Definition.Diagnostics;

/// <summary>One thing that is wrong with a file, where it stands, and what to do about it. Texts hold no secrets: values from
/// the environment are shown as they are written (<c>${NAME}</c>).</summary>
public sealed record Diagnostic
{
    /// <summary>Stable, as <c>FP1003</c>; <see cref="DiagnosticCatalog"/> explains it.</summary>
    public required string Code { get; init; }

    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>One sentence without a full stop; names stand in backquotes.</summary>
    public required string Message { get; init; }

    /// <summary>As the user named it.</summary>
    public required string File { get; init; }

    /// <summary>From 1; 0 where there is no text to point at, as with a file that is missing.</summary>
    public int Line { get; init; }

    /// <summary>From 1, in UTF-16 units, as editors count.</summary>
    public int Column { get; init; }

    /// <summary>At least 1, never past the end of the line.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What to say beside the underlined text; may be empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>What to do or to paste; may have several lines.</summary>
    public string? Help { get; init; }

    /// <summary>Other places in the same file that belong to the problem.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];
}
