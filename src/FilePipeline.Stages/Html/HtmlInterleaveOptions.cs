using System.ComponentModel;

namespace FilePipeline.Stages.Html;

/// <summary>What <c>with:</c> of <see cref="HtmlInterleave"/> may hold.</summary>
public sealed record HtmlInterleaveOptions
{
    [Description("What surrounds the article (menus, edit links, contents, reference marks, banners): `drop` leaves it out, `keep` keeps all that is visible.")]
    public Boilerplate Boilerplate { get; init; } = Boilerplate.Drop;

    [Description("In pixels: an image that declares a smaller width or height is an icon and left out. 0 keeps all.")]
    public int MinImageSize { get; init; } = 40;
}
