using System.Globalization;
using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>An image as the page declares it.</summary>
internal readonly record struct PageImage(string Url, string? Alternative)
{
    /// <summary>An image inside the page's text shorter than this stands for one that comes later, or is an ornament.</summary>
    private const int ShortestInlineImage = 1024;

    /// <summary>Where scripts find the real address of an image that loads late, in the order of use.</summary>
    private static readonly string[] LateSources = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-url"];

    private static readonly string[] SourceSets = ["srcset", "data-srcset", "data-lazy-srcset"];

    /// <summary>Parts of addresses that count visits, and of the blank images that hold a place.</summary>
    private static readonly string[] Beacons =
    [
        "Special:CentralAutoLogin", "/beacon.", "/pixel.gif", "/pixel.png", "/1x1.", "/spacer.gif", "/blank.gif", "/transparent.gif",
        "/clear.gif", "facebook.com/tr?", "google-analytics.com/", "googleads.", "doubleclick.net/", "pixel.wp.com/", "/g.gif?",
        "scorecardresearch.com/", "quantserve.com/", "feeds.feedburner.com/~r/",
    ];

    /// <summary>The image of an <c>img</c>, or of what stands for one until a script has loaded it.</summary>
    /// <returns><c>null</c>: it has no address, or is smaller than <paramref name="minimum"/>, or counts visits.</returns>
    public static PageImage? Of(HtmlNode element, UrlBase addresses, int minimum)
    {
        if (IsSmaller(element, minimum) || Source(element) is not { } source)
            return null;
        foreach (var beacon in Beacons)
        {
            if (source.Contains(beacon, StringComparison.OrdinalIgnoreCase))
                return null;
        }
        return new(addresses.Resolve(source), element.Text("alt") ?? element.Text("data-alt"));
    }

    /// <summary>MediaWiki's pages for phones hold such a <c>span</c> in the place of each image.</summary>
    public static bool IsPlaceholder(HtmlNode element) =>
        element.Name == "span" && element.Value("class") is { } words
        && (Nodes.HasWord(words, "lazy-image-placeholder") || Nodes.HasWord(words, "pcs-lazy-load-placeholder"));

    private static string? Source(HtmlNode element)
    {
        var written = element.Text("src");
        if (written is not null && !IsStandIn(written))
            return written;
        foreach (var name in LateSources)
        {
            if (element.Text(name) is { } late && !IsStandIn(late))
                return late;
        }
        foreach (var name in SourceSets)
        {
            if (element.Text(name) is { } set && Largest(set) is { } source)
                return source;
        }
        return FromPicture(element) ?? (written is { Length: > ShortestInlineImage } ? written : null);
    }

    private static bool IsStandIn(string source) =>
        source.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || source is "#" or "about:blank"
        || source.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase);

    private static string? FromPicture(HtmlNode element)
    {
        if (element.ParentNode is not { Name: "picture" } picture)
            return null;
        for (var node = picture.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node.Name == "source" && (node.Text("srcset") ?? node.Text("data-srcset")) is { } set && Largest(set) is { } source)
                return source;
        }
        return null;
    }

    /// <summary>Of <c>a.png 1x, b.png 2x</c> the last of the largest.</summary>
    private static string? Largest(string set)
    {
        string? best = null;
        var bestSize = 0.0;
        var rest = set.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(" \t\r\n\f");
            var url = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..].TrimStart();
            var descriptor = ReadOnlySpan<char>.Empty;
            if (url.EndsWith(","))
                url = url.TrimEnd(',');
            else
            {
                var comma = rest.IndexOf(',');
                descriptor = (comma < 0 ? rest : rest[..comma]).Trim();
                rest = comma < 0 ? [] : rest[(comma + 1)..].TrimStart();
            }
            var size = descriptor.Length > 1 && double.TryParse(descriptor[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 1;
            if (size >= bestSize && !url.IsEmpty && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                (best, bestSize) = (url.ToString(), size);
        }
        return best;
    }

    private static bool IsSmaller(HtmlNode element, int minimum)
    {
        var width = Pixels(element.Value("width") ?? element.Value("data-width"));
        var height = Pixels(element.Value("height") ?? element.Value("data-height"));
        return width < minimum || height < minimum;
    }

    /// <summary><c>null</c> where it is not said in pixels.</summary>
    private static int? Pixels(string? text)
    {
        if (text is null)
            return null;
        var value = text.AsSpan().Trim();
        if (value.EndsWith("px", StringComparison.OrdinalIgnoreCase))
            value = value[..^2];
        return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) ? (int)Math.Min(pixels, int.MaxValue) : null;
    }
}
