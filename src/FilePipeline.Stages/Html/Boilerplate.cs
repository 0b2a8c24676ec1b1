namespace FilePipeline.Stages.Html;

/// <summary>What becomes of the parts of a page that surround its article.</summary>
public enum Boilerplate
{
    /// <summary>
    /// Navigation, edit links, tables of contents, reference marks, share bars, forms' controls and the like are left out, and
    /// formulas that come as images become their TeX source.
    /// </summary>
    Drop,

    /// <summary>Every visible text and every image of the main part stays.</summary>
    Keep,
}
