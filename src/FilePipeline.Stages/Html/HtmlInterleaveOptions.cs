namespace FilePipeline.Stages.Html;

/// <summary>What <c>with:</c> of <see cref="HtmlInterleave"/> may hold.</summary>
public sealed record HtmlInterleaveOptions
{
    public Boilerplate Boilerplate { get; init; } = Boilerplate.Drop;

    /// <summary>In pixels: an image that declares a smaller width or height is an icon and left out. 0 keeps all.</summary>
    public int MinImageSize { get; init; } = 40;
}
