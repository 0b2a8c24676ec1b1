using System.Text.Json;

namespace FilePipeline.Stages.Html;

/// <summary>A page as an item brings it.</summary>
/// <param name="Url">Where it was fetched, where that is known.</param>
internal readonly record struct PageInput(string? Url, string Html)
{
    /// <exception cref="ItemFormatException">The item is no page.</exception>
    public static PageInput Of(Item item, IBesideFiles beside)
    {
        if (!item.IsJson)
        {
            return item.Extension.ToLowerInvariant() is ".html" or ".htm" or ".xhtml"
                ? new(null, HtmlCharset.Decode(item.Content.Span))
                : throw new ItemFormatException("not_html",
                    $"`{item.Key}{item.Extension}` is no page: html.interleave reads .html and .htm files, and JSON that holds `html` or `html_path`");
        }
        try
        {
            using var json = JsonDocument.Parse(item.Content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return OfJson(item, json.RootElement, beside);
        }
        catch (JsonException problem)
        {
            throw ItemFormatException.BadJson(problem);
        }
        catch (InvalidOperationException problem) // a lone surrogate in a string
        {
            throw new ItemFormatException("bad_json", problem.Message, problem);
        }
    }

    private static PageInput OfJson(Item item, JsonElement page, IBesideFiles beside)
    {
        if (page.ValueKind != JsonValueKind.Object)
            throw new ItemFormatException("bad_shape", $"`{item.Key}` holds {Named(page)}; a page is an object: {{\"page_url\": …, \"html\": …}}");
        var url = Text(page, "page_url");
        var html = Text(page, "html");
        var path = Text(page, "html_path");
        return (html, path) switch
        {
            (not null, null) => new(url, html),
            (null, not null) => new(url, HtmlCharset.Decode(beside.Read(path).Span)),
            (null, null) => throw new ItemFormatException("missing_html",
                $"`{item.Key}` has neither `html` nor `html_path`: put the page's text into `html`, or the name of a file beside the item into `html_path`"),
            _ => throw new ItemFormatException("bad_shape", $"`{item.Key}` has both `html` and `html_path`: which one is the page? Remove the other"),
        };
    }

    private static string? Text(JsonElement page, string name) =>
        !page.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new ItemFormatException("bad_shape", $"`{name}` holds {Named(value)}; it must be text");

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
