using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>HtmlAgilityPack, set up to read a page as browsers do.</summary>
internal static class HtmlParser
{
    static HtmlParser()
    {
        // The table is the library's own and global. It is changed here once, before the first parse, and only toward HTML 5.
        var flags = HtmlNode.ElementsFlags;
        flags["xmp"] = HtmlElementFlag.CData;
        flags["track"] = HtmlElementFlag.Empty;
        flags["image"] = HtmlElementFlag.Empty;
        flags.Remove("form");
        flags.Remove("noxhtml");
    }

    public static HtmlDocument Parse(string html)
    {
        var page = new HtmlDocument
        {
            DisableImplicitEnd = true, // TagBalance has written the end tags
            DisableServerSideCode = true,
            OptionCheckSyntax = false,
            OptionReadEncoding = false,
            OptionUseIdAttribute = false,
        };
        page.LoadHtml(TagBalance.Restore(html));
        return page;
    }
}
