using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>The TeX source of a formula, where the page carries it beside what is drawn.</summary>
internal static class Formula
{
    private const string DisplayStyle = @"{\displaystyle ";

    /// <param name="element">An image or <c>math</c>.</param>
    /// <returns>Between dollar signs; <c>null</c>: there is none.</returns>
    public static string? SourceOf(HtmlNode element)
    {
        var source = element.Name == "math" ? element.Text("alttext") ?? Annotation(element) : AlternativeOfImage(element);
        if (source is null)
            return null;
        if (source.StartsWith(DisplayStyle, StringComparison.Ordinal) && source.EndsWith('}'))
            source = source[DisplayStyle.Length..^1].Trim();
        return source.Length == 0 ? null : $"${source}$";
    }

    private static string? AlternativeOfImage(HtmlNode image) =>
        image.Value("class") is { } words && (words.Contains("mwe-math-fallback-image-", StringComparison.Ordinal) || Nodes.HasWord(words, "tex"))
            ? image.Text("alt")
            : null;

    private static string? Annotation(HtmlNode math)
    {
        // `semantics` holds the formula and its annotations
        if (math.FirstChild is not { Name: "semantics" } semantics)
            return null;
        for (var node = semantics.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node.Name == "annotation" && node.Value("encoding") == "application/x-tex")
                return CharacterReferences.Decode(node.InnerText).Trim();
        }
        return null;
    }
}
