using System.Collections.Frozen;
using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>
/// What surrounds an article without being part of it. Class names and ids count as whole words only, and a word that pages
/// also use for other things never takes away half of the main part.
/// </summary>
internal sealed class BoilerplateParts(HtmlNode main)
{
    /// <summary>Words with one meaning: MediaWiki's, and those of common generators of documents.</summary>
    private static readonly FrozenSet<string> Sure = Words("""
        mw-editsection editsection mw-jump-link mw-cite-backlink cite-backlink mw-ref mw-empty-elt mw-collapsible-toggle
        mw-indicators mw-indicator printfooter catlinks mw-hidden-catlinks mw-footer vector-toc vector-body-before-content
        vector-column-start vector-sticky-pinned-container pcs-edit-section-link-container
        navbox navbox-styles vertical-navbox navbox-vertical navbar-mini sistersitebox portalbox portal-bar authority-control
        persondata ambox tmbox cmbox mbox-small topicon hatnote dablink rellink shortdescription geo-nondefault geo-multi-punct
        t-navbar t-example-live-link headerlink header-anchor heading-anchor anchorjs-link footnote-backref skip-link skip-to-content
        navheader navfooter docnav rst-footer-buttons sphinxsidebar
        sharedaddy addtoany_share_save_container addthis_toolbox a2a_kit social-buttons social-share share-buttons sharing-buttons
        cookie-banner cookie-consent cookie-notice cookie-bar cookies-banner cookie-policy-banner cc-window
        comment-respond comment-form commentform wp-caption-overlay adsbygoogle jp-relatedposts
        """);

    private static readonly FrozenSet<string> Likely = Words("""
        toc table-of-contents tocwrapper metadata noprint no-print d-print-none navbar navigation nav breadcrumb breadcrumbs
        sidebar side-box pagination pager share sharing social-links related-posts newsletter-signup advertisement ad ads
        sr-only visually-hidden screen-reader-text site-header site-footer page-footer footer
        """);

    private static readonly FrozenSet<string> Ids = Words("""
        toc mw-toc catlinks siteSub contentSub contentSub2 jump-to-nav mw-navigation mw-head mw-panel siteNotice centralNotice
        mw-data-after-content footer site-footer colophon disqus_thread respond commentform breadcrumbs sidebar navigation
        wm-ipp-base cookie-banner cookie-notice cookie-consent onetrust-consent-sdk
        """);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SureWords = Sure.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LikelyWords = Likely.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly bool _isWholePage = main.NodeType == HtmlNodeType.Document;
    private readonly int _half = main.SourceLength() / 2;

    public bool Holds(HtmlNode element) =>
        ByName(element) || (element.HasAttributes && ByAttributes(element));

    private bool ByName(HtmlNode element) => element.Name switch
    {
        "nav" => true,
        "footer" => element.ParentNode?.Name is not ("blockquote" or "figure"),
        "header" => _isWholePage && !IsInSection(element) && !Contains(element, "h1"),
        "aside" => _isWholePage && !IsInSection(element) && IsSmall(element),
        "a" => IsAnchorSign(element),
        _ => false,
    };

    private bool ByAttributes(HtmlNode element)
    {
        var attributes = element.Attributes;
        for (var index = 0; index < attributes.Count; index++)
        {
            var value = attributes[index].Value;
            if (string.IsNullOrEmpty(value))
                continue;
            var isBoilerplate = attributes[index].Name switch
            {
                "class" => ByClass(element, value),
                "id" => Ids.Contains(value) && IsSmall(element) && !Contains(element, "h1"),
                "role" => ByRole(element, value),
                "aria-hidden" => value.Equals("true", StringComparison.OrdinalIgnoreCase)
                    && element.Name != "img" && IsSmall(element) && !Contains(element, "img"),
                _ => false,
            };
            if (isBoilerplate)
                return true;
        }
        return false;
    }

    private bool ByClass(HtmlNode element, string classes)
    {
        foreach (var range in classes.AsSpan().SplitAny(" \t\r\n\f"))
        {
            var word = classes.AsSpan(range);
            if (SureWords.Contains(word)
                || (LikelyWords.Contains(word) && IsSmall(element) && !Contains(element, "h1"))
                || (element.Name == "sup" && word is "reference"))
                return true;
        }
        return false;
    }

    private bool ByRole(HtmlNode element, string role) => role switch
    {
        "navigation" or "search" or "menu" or "menubar" or "toolbar" or "tablist" or "doc-toc" or "doc-backlink" or "doc-noteref" => true,
        "banner" or "contentinfo" or "dialog" or "alertdialog" => IsSmall(element) && !Contains(element, "h1"),
        "complementary" => element.Name != "main" && IsSmall(element) && !Contains(element, "h1"),
        _ => false,
    };

    /// <summary>The sign beside a heading that links to the heading.</summary>
    private static bool IsAnchorSign(HtmlNode link) =>
        link.FirstChild is HtmlTextNode { NextSibling: null } text && text.Text.Length <= 8
        && text.Text.Trim() is "¶" or "#" or "§" or "🔗" or "&para;" or "&sect;" or "&#182;" or "&#xb6;";

    private bool IsSmall(HtmlNode element) => element.SourceLength() < _half;

    /// <summary>A page's own header is in none of these.</summary>
    private static bool IsInSection(HtmlNode element)
    {
        for (var up = element.ParentNode; up is not null; up = up.ParentNode)
        {
            if (up.Name is "article" or "main" or "section")
                return true;
        }
        return false;
    }

    private static bool Contains(HtmlNode element, string name)
    {
        for (var node = element.FirstChild; node is not null;)
        {
            if (node.Name == name)
                return true;
            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            while (node != element && node!.NextSibling is null)
                node = node.ParentNode;
            node = node == element ? null : node!.NextSibling;
        }
        return false;
    }

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
