using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>What a page itself says not to show.</summary>
internal static class HiddenParts
{
    public static bool IsHidden(HtmlNode element)
    {
        if (!element.HasAttributes)
            return element.Name == "dialog";
        var isOpen = element.Name != "dialog";
        var attributes = element.Attributes;
        for (var index = 0; index < attributes.Count; index++)
        {
            var attribute = attributes[index];
            switch (attribute.Name)
            {
                // `until-found` opens when a reader looks for what is in it
                case "hidden" when !(attribute.Value ?? "").Equals("until-found", StringComparison.OrdinalIgnoreCase):
                    return true;
                case "open":
                    isOpen = true;
                    break;
                case "style" when attribute.Value is { Length: > 8 } style && HidesBy(style):
                    return !IsCollapsedSection(element);
            }
        }
        return !isOpen;
    }

    /// <summary>Of several declarations of one property the last counts.</summary>
    private static bool HidesBy(string style)
    {
        bool isUndisplayed = false, isInvisible = false;
        var rest = style.AsSpan();
        if (rest.IndexOfAny("nN") < 0 && rest.IndexOfAny("hH") < 0)
            return false;
        foreach (var range in rest.Split(';'))
        {
            var declaration = rest[range];
            var colon = declaration.IndexOf(':');
            if (colon < 0)
                continue;
            var property = declaration[..colon].Trim();
            var value = declaration[(colon + 1)..].Trim();
            if (value.IndexOf('!') is var important and >= 0)
                value = value[..important].TrimEnd();
            if (property.Equals("display", StringComparison.OrdinalIgnoreCase))
                isUndisplayed = value.Equals("none", StringComparison.OrdinalIgnoreCase);
            else if (property.Equals("visibility", StringComparison.OrdinalIgnoreCase))
                isInvisible = value.Equals("hidden", StringComparison.OrdinalIgnoreCase) || value.Equals("collapse", StringComparison.OrdinalIgnoreCase);
        }
        return isUndisplayed || isInvisible;
    }

    /// <summary>Wikipedia's pages for phones arrive with their sections folded: they are the article.</summary>
    private static bool IsCollapsedSection(HtmlNode element) =>
        element.Name == "section" && element.Value("data-mw-section-id") is not null;
}
