namespace FilePipeline.Stages.Html;

/// <summary>What the HTML standard's tree construction asks about an element's name.</summary>
[Flags]
internal enum TagTraits
{
    None = 0,

    /// <summary>Has no content and no end tag.</summary>
    Void = 1,

    /// <summary>Its content is text up to its own end tag, and is never shown: left out with its tags.</summary>
    RawUnseen = 2,

    /// <summary>Its content is text up to its own end tag.</summary>
    RawText = 4,

    /// <summary>An inline end tag inside it cannot close what is outside it.</summary>
    Special = 8,

    /// <summary>An end tag inside it cannot close what is outside it.</summary>
    Scope = 16,

    /// <summary>Its start closes an open <c>p</c>.</summary>
    ClosesParagraph = 32,

    /// <summary>Its end tag closes whatever is open inside it.</summary>
    Block = 64,
    Heading = 128,
    TableSection = 256,
    Cell = 512,

    /// <summary>Its start ends a foreign tree (SVG, MathML) that was left open.</summary>
    EndsForeign = 1024,

    /// <summary>Its content is foreign: names mean nothing, <c>/&gt;</c> counts.</summary>
    Foreign = 2048,

    /// <summary>Inside a foreign tree: its content is HTML again.</summary>
    Integration = 4096,

    /// <summary><c>html</c>, <c>head</c>, <c>body</c>: their tags may be missing, doubled or early; they bound nothing.</summary>
    Document = 8192,
}
