using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>Texts that may serve as a page's title.</summary>
internal static class PageTitle
{
    /// <summary>A site's name is no longer than this many words.</summary>
    private const int LongestSiteName = 4;

    private static readonly string[] Dividers = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « "];

    /// <summary>The element's text without the marks that are no part of it (edit links, anchors); <c>null</c>: it has none.</summary>
    public static string? OfText(HtmlNode element)
    {
        var run = new TextRun();
        new ContentWalk(run, new BoilerplateParts(element), onImage: null).Over(element);
        var text = run.Take().ToString();
        return text.Length == 0 ? null : text.Replace('\n', ' ').Replace('\t', ' ');
    }

    /// <summary>One holds the other, letters and digits alone counting.</summary>
    public static bool Share(string one, string other)
    {
        string a = Letters(one), b = Letters(other);
        return a.Length > 0 && b.Length > 0
            && (a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase));

        static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
    }

    /// <summary><c>Duck - Wikipedia</c> is <c>Duck</c>. A name that is not known counts when it is short and the rest is not.</summary>
    public static string WithoutSite(string title, string? siteName)
    {
        int at = -1, length = 0;
        foreach (var divider in Dividers)
        {
            if (title.LastIndexOf(divider, StringComparison.Ordinal) is var found && found > at)
                (at, length) = (found, divider.Length);
        }
        if (at <= 0)
            return title;
        var name = title[(at + length)..];
        var isSite = siteName is not null
            ? name.Equals(siteName, StringComparison.OrdinalIgnoreCase)
            : name.Split(' ').Length <= LongestSiteName && !char.IsAsciiDigit(name[0]);
        return isSite ? title[..at].Trim() : title;
    }
}
