namespace FilePipeline.Stages.Html;

/// <summary>What an element means to the flow of text.</summary>
internal enum ElementRole
{
    /// <summary>Text goes on.</summary>
    Inline,

    /// <summary>A line of its own.</summary>
    Block,

    /// <summary>A line of its own, white space kept.</summary>
    Preformatted,

    /// <summary>Apart from the cell before it.</summary>
    Cell,
    LineBreak,
    Image,

    /// <summary>A form's control: words that belong to the page's machinery.</summary>
    Control,

    /// <summary>Never shown, or shown by something else than the page.</summary>
    Unseen,
}
