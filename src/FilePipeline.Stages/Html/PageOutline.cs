using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>What one look over a whole page finds: where its article is, and what it says about itself.</summary>
internal sealed class PageOutline
{
    /// <summary>Places an article may be in, the surest first.</summary>
    private readonly HtmlNode?[] _candidates = new HtmlNode?[6];

    private readonly List<HtmlNode> _headings = [];
    private HtmlNode? _html;
    private HtmlNode? _titleElement;
    private HtmlNode? _contentOfWiki;
    private string? _openGraphTitle;
    private string? _siteName;
    private string? _openGraphUrl;
    private string? _canonical;
    private string? _contentLanguage;

    public PageOutline(HtmlDocument page)
    {
        WholePage = page.DocumentNode;
        for (var node = WholePage.FirstChild; node is not null; node = Next(node))
        {
            if (node.NodeType == HtmlNodeType.Element)
                Look(node);
        }
        Main = FindMain();
    }

    /// <summary>
    /// The element that holds the article: the first of <c>#mw-content-text</c>, <c>main</c>, <c>article</c>, <c>[role=main]</c>,
    /// <c>#bodyContent</c>, <c>#content</c> that has any content; else the whole page.
    /// </summary>
    public HtmlNode Main { get; }

    public HtmlNode WholePage { get; }

    public string? BaseHref { get; private set; }

    /// <summary>What the page says its address is.</summary>
    public string? OwnUrl => UrlBase.IsWeb(_canonical) ? _canonical : UrlBase.IsWeb(_openGraphUrl) ? _openGraphUrl : null;

    /// <summary>
    /// The heading of the article; without one the title for sharing, then the document's title without the site's name. <c>null</c>:
    /// the page has none of them.
    /// </summary>
    public string? Title()
    {
        var title = _titleElement is null ? null : PageTitle.OfText(_titleElement);
        title = title is null ? null : PageTitle.WithoutSite(title, _siteName);
        string? first = null, any = null;
        foreach (var heading in _headings)
        {
            if (PageTitle.OfText(heading) is not { } text)
                continue;
            if (heading.Value("id") is "firstHeading" or "section_0")
                return text;
            any ??= text;
            if (!IsIn(heading, Main))
                continue;
            if (title is not null && PageTitle.Share(text, title))
                return text;
            first ??= Main == WholePage && IsInSiteHeader(heading) ? null : text;
        }
        return first ?? _openGraphTitle ?? title ?? any;
    }

    /// <summary>The language of the article, as nearest to it as one is declared; <c>null</c>: nowhere.</summary>
    public string? Language()
    {
        if (_contentOfWiki is not null && Declared(_contentOfWiki) is { } ofContent)
            return ofContent;
        for (var node = Main; node is not null; node = node.ParentNode)
        {
            if (node.NodeType == HtmlNodeType.Element && Declared(node) is { } language)
                return language;
        }
        return (_html is null ? null : Declared(_html)) ?? _contentLanguage;

        static string? Declared(HtmlNode node) => node.Text("lang") ?? node.Text("xml:lang");
    }

    private void Look(HtmlNode node)
    {
        switch (node.Name)
        {
            case "html":
                _html ??= node;
                return;
            case "base":
                BaseHref ??= node.Text("href");
                return;
            case "link":
                if (_canonical is null && node.Value("rel") is { } rel && Nodes.HasWord(rel, "canonical"))
                    _canonical = node.Text("href");
                return;
            case "meta":
                LookAtMeta(node);
                return;
            case "title":
                _titleElement ??= node.ParentNode?.Name == "svg" ? null : node;
                return;
            case "h1":
                _headings.Add(node);
                break;
            case "main":
                _candidates[1] ??= node;
                break;
            case "article":
                _candidates[2] ??= node;
                break;
        }
        if (node.HasAttributes)
            LookAtAttributes(node);
    }

    private void LookAtMeta(HtmlNode node)
    {
        switch ((node.Value("property") ?? node.Value("name") ?? node.Value("http-equiv"))?.ToLowerInvariant())
        {
            case "og:title":
                _openGraphTitle ??= node.Text("content");
                break;
            case "og:site_name":
                _siteName ??= node.Text("content");
                break;
            case "og:url":
                _openGraphUrl ??= node.Text("content");
                break;
            case "content-language":
                _contentLanguage ??= node.Text("content");
                break;
        }
    }

    private void LookAtAttributes(HtmlNode node)
    {
        var attributes = node.Attributes;
        for (var index = 0; index < attributes.Count; index++)
        {
            var attribute = attributes[index];
            switch (attribute.Name)
            {
                case "id":
                    switch (attribute.Value)
                    {
                        case "mw-content-text":
                            _candidates[0] ??= node;
                            break;
                        case "bodyContent":
                            _candidates[4] ??= node;
                            break;
                        case "content":
                            _candidates[5] ??= node;
                            break;
                    }
                    break;
                case "role" when attribute.Value == "main":
                    _candidates[3] ??= node;
                    break;
                case "class" when _contentOfWiki is null && (attribute.Value ?? "").StartsWith("mw-content-", StringComparison.Ordinal):
                    _contentOfWiki = node;
                    break;
            }
        }
    }

    private HtmlNode FindMain()
    {
        foreach (var candidate in _candidates)
        {
            if (candidate is not null && HasContent(candidate))
                return candidate.Name == "article" ? WholeList(candidate) : candidate;
        }
        return WholePage;
    }

    /// <summary>Articles of a size side by side are one list: a blog's front page, a thread. It is the main part then.</summary>
    private static HtmlNode WholeList(HtmlNode article)
    {
        int all = 0, own = article.SourceLength();
        for (var node = article.ParentNode?.FirstChild; node is not null; node = node.NextSibling)
            all += node.Name == "article" ? node.SourceLength() : 0;
        return own * 2L < all && article.ParentNode is { } parent ? parent : article;
    }

    /// <summary>A page that a script fills has an empty place for its article.</summary>
    private static bool HasContent(HtmlNode candidate)
    {
        for (HtmlNode? node = candidate.FirstChild; node is not null; node = Next(node, candidate))
        {
            if (node.Name == "img" || node is HtmlTextNode text && !string.IsNullOrWhiteSpace(text.Text))
                return true;
        }
        return false;
    }

    private static bool IsIn(HtmlNode node, HtmlNode part)
    {
        for (HtmlNode? up = node; up is not null; up = up.ParentNode)
        {
            if (up == part)
                return true;
        }
        return false;
    }

    private static bool IsInSiteHeader(HtmlNode node)
    {
        for (HtmlNode? up = node; up is not null; up = up.ParentNode)
        {
            if (up.Name is "header" or "nav")
                return true;
        }
        return false;
    }

    /// <summary>In document order.</summary>
    private static HtmlNode? Next(HtmlNode node, HtmlNode? within = null)
    {
        if (node.FirstChild is { } child)
            return child;
        for (HtmlNode? up = node; up is not null && up != within; up = up.ParentNode)
        {
            if (up.NextSibling is { } next)
                return next;
        }
        return null;
    }
}
