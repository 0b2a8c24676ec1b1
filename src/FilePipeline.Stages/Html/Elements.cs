namespace FilePipeline.Stages.Html;

internal static class Elements
{
    /// <param name="name">In lower case.</param>
    public static ElementRole RoleOf(string name) => name switch
    {
        "a" or "b" or "i" or "span" or "em" or "strong" or "sup" or "sub" or "small" or "code" or "font" => ElementRole.Inline,
        "p" or "div" or "li" or "ul" or "ol" or "dl" or "dt" or "dd" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6"
            or "tr" or "table" or "tbody" or "thead" or "tfoot" or "caption" or "section" or "article" or "main" or "header"
            or "footer" or "nav" or "aside" or "figure" or "figcaption" or "blockquote" or "hr" or "html" or "body" or "center"
            or "form" or "fieldset" or "legend" or "address" or "details" or "summary" or "dialog" or "dir" or "menu" or "hgroup"
            or "search" or "option" or "optgroup" or "frameset" => ElementRole.Block,
        "td" or "th" => ElementRole.Cell,
        "br" => ElementRole.LineBreak,
        "img" or "image" => ElementRole.Image,
        "pre" or "listing" or "xmp" or "plaintext" => ElementRole.Preformatted,
        "button" or "select" or "textarea" => ElementRole.Control,
        "script" or "style" or "noscript" or "template" or "title" or "iframe" or "object" or "svg" or "applet" or "audio"
            or "video" or "canvas" or "datalist" or "noembed" or "noframes" or "meta" or "link" or "base" or "input" or "param"
            or "source" or "track" or "col" or "colgroup" or "area" or "embed" or "annotation" or "annotation-xml"
            => ElementRole.Unseen,
        _ => ElementRole.Inline,
    };
}
