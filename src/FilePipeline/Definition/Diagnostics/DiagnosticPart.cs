namespace FilePipeline.Definition.Diagnostics;

/// <summary>What a piece of a rendered diagnostic is, for those who colour it.</summary>
public enum DiagnosticPart
{
    /// <summary><c>error[FP1003]</c></summary>
    ErrorHead,

    /// <summary><c>warning[FP2006]</c></summary>
    WarningHead,

    Message,

    /// <summary>Line numbers, bars and the arrow.</summary>
    Gutter,

    /// <summary>The underline of an error and its label.</summary>
    ErrorMark,

    /// <summary>The underline of a warning and its label.</summary>
    WarningMark,

    /// <summary>The underline of a related place and its label.</summary>
    RelatedMark,

    /// <summary>The word <c>help:</c>.</summary>
    HelpHead,
}
