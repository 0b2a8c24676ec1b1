using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>HtmlAgilityPack, set up to read a page as browsers do.</summary>
internal static class HtmlParser
{
    static HtmlParser()
    {
        // The table is the library's own and global. It is changed here once, before the first parse, and only toward HTML 5.
        foreach (var name in (ReadOnlySpan<string>)["iframe", "noframes", "noembed", "xmp"])
            HtmlNode.ElementsFlags[name] = HtmlElementFlag.CData;
        HtmlNode.ElementsFlags["track"] = HtmlElementFlag.Empty;
        HtmlNode.ElementsFlags["image"] = HtmlElementFlag.Empty;
    }

    public static HtmlDocument Parse(string html)
    {
        var page = new HtmlDocument
        {
            OptionFixNestedTags = true,
            OptionUseIdAttribute = false,
            OptionCheckSyntax = false,
            OptionReadEncoding = false,
            DisableServerSideCode = true,
        };
        page.LoadHtml(TagBalance.Restore(html));
        return page;
    }
}
