namespace FilePipeline.Stages.Html;

/// <summary>Makes the addresses in a page absolute. What cannot be made so stays as written.</summary>
internal sealed class UrlBase
{
    private readonly Uri? _base;

    private UrlBase(Uri? address) => _base = address;

    /// <summary>
    /// The page's address, most telling first: <c>&lt;base href&gt;</c> (itself relative to the others), where the page was fetched,
    /// what it calls its own address.
    /// </summary>
    public static UrlBase Of(string? baseHref, string? pageUrl, string? canonical)
    {
        var page = Absolute(pageUrl) ?? Absolute(canonical);
        if (baseHref is null)
            return new(page);
        if (page is not null && Uri.TryCreate(page, baseHref.Trim(), out var resolved))
            return new(IsWeb(resolved) ? resolved : page);
        return new(Absolute(baseHref) ?? page);
    }

    public string Resolve(string url)
    {
        url = Clean(url);
        if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || _base is null)
            return url;
        if (url.StartsWith("//", StringComparison.Ordinal))
            return _base.Scheme + ":" + url;
        return Uri.TryCreate(_base, url, out var resolved) ? resolved.AbsoluteUri : url;
    }

    /// <summary>Whole, with scheme and host; a copy on a disk calls itself <c>file:</c>.</summary>
    public static bool IsWeb(string? url) => Absolute(url) is not null;

    /// <summary>An address of the web; a protocol-relative one is taken as https.</summary>
    private static Uri? Absolute(string? url)
    {
        if (url is null)
            return null;
        url = url.Trim();
        if (url.StartsWith("//", StringComparison.Ordinal))
            url = "https:" + url;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && IsWeb(address) ? address : null;
    }

    /// <summary>On Unix <c>/a/b</c> counts as an absolute file address; here it is a relative one.</summary>
    private static bool IsWeb(Uri address) => address.Scheme is "http" or "https";

    /// <summary>Browsers drop line breaks and tabs in an address and escape its spaces.</summary>
    private static string Clean(string url)
    {
        url = url.Trim();
        if (!url.AsSpan().ContainsAnyInRange('\0', ' '))
            return url;
        return string.Concat(url.Where(c => c >= ' ')).Replace(" ", "%20", StringComparison.Ordinal);
    }
}
