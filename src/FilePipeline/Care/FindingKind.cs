namespace FilePipeline.Care;

/// <summary>What a check of the folders can find.</summary>
public enum FindingKind
{
    // wrong, and mended by the repair

    /// <summary>A claim whose owner is dead, or that names nobody.</summary>
    ClaimOfNobody,

    /// <summary>A file or folder in <c>.tmp</c> that no living worker writes.</summary>
    TemporaryOfNobody,

    /// <summary>The lease of a dead worker.</summary>
    LeaseOfNobody,

    /// <summary>A record of an item that is not there any more.</summary>
    RecordWithoutInput,

    /// <summary>A line of a ledger that nobody can read.</summary>
    LedgerDamaged,

    // wrong, and a matter for a hand

    /// <summary>The states do not sum to the inputs.</summary>
    Unbalanced,

    /// <summary>A result that is no JSON, or cannot be read.</summary>
    ResultBroken,

    /// <summary>A result of the size and time that the ledger knows, with other content: the disk, or a program that set the time back.</summary>
    ResultAltered,

    /// <summary>A result as it was made, but not written as the engine writes.</summary>
    ResultNotCanonical,

    /// <summary>A folder, link or file where the engine needs something else.</summary>
    InTheWay,

    /// <summary>A record that cannot be read; it holds nothing.</summary>
    RecordUnreadable,

    /// <summary>Something in a hidden folder that the engine has not put there.</summary>
    Foreign,

    // worth knowing

    /// <summary>A result that a hand has edited.</summary>
    ResultEdited,

    /// <summary>A result without a ledger line.</summary>
    ResultUnrecorded,

    /// <summary>A result whose input is gone.</summary>
    Orphan,

    /// <summary>A ledger whose last line was never finished, as a killed worker leaves it.</summary>
    LedgerTorn,

    /// <summary>A record beside a result that counts.</summary>
    RecordOutlived,

    /// <summary>An empty sub-folder of a hidden folder.</summary>
    EmptyFolder,

    /// <summary>A visible file or folder that is no result, or a folder of no stage and no source.</summary>
    Other,
}

public static class FindingKinds
{
    /// <summary>As JSON and people write it: <c>claim_of_nobody</c>.</summary>
    public static string Name(this FindingKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static bool IsWrong(this FindingKind kind) => kind < FindingKind.ResultEdited;

    /// <summary>The repair takes care of it: nothing that anybody has made is lost by that.</summary>
    public static bool IsMendable(this FindingKind kind) => kind is <= FindingKind.LedgerDamaged or FindingKind.EmptyFolder;
}
