using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>
/// A page to the text and the images of its article, in the order of the page:
/// <c>{"page_url", "title", "lang", "chunks": [{"type": "text" | "image", "value", "alt"?}]}</c>.
/// <para>
/// Reads <c>.html</c> and <c>.htm</c> files and JSON <c>{page_url, html}</c> or <c>{page_url, html_path}</c>. The article is the
/// first of <c>#mw-content-text</c>, <c>main</c>, <c>article</c>, <c>[role=main]</c>, <c>#bodyContent</c>, <c>#content</c>, else
/// the whole page. Text between two images is one chunk: blocks and rows end its lines, cells are apart by a tab. Addresses are
/// absolute as far as the page's own is known. <c>title</c>, <c>lang</c> and <c>page_url</c> are <c>null</c> where the page does
/// not say them; an image without a description has no <c>alt</c>.
/// </para>
/// A page that shows nothing is rejected with <c>empty_page</c>.
/// </summary>
[Stage("html.interleave", Parameters = typeof(HtmlInterleaveOptions),
    Description = "Turns a page into the text and image chunks of its article, in document order.")]
public sealed class HtmlInterleave(HtmlInterleaveOptions? options = null) : IStage
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly HtmlInterleaveOptions _options = options ?? new();

    public ValueTask<StageOutcome> RunAsync(Item item, StageContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(context);
        var input = PageInput.Of(item, context.Beside);
        var outline = new PageOutline(HtmlParser.Parse(input.Html));
        // where nothing of the article is left, the marks on the page were not to be trusted
        var result = Write(input.Url, outline, outline.Main, _options.Boilerplate)
            ?? Write(input.Url, outline, outline.Main, Boilerplate.Keep)
            ?? Write(input.Url, outline, outline.WholePage, Boilerplate.Keep);
        return new(result is { } json
            ? new StageOutcome.Emit(json)
            : new StageOutcome.Reject("empty_page", $"`{item.Key}` shows neither text nor an image: is it filled by a script, or was it cut off?"));
    }

    /// <returns><c>null</c>: there is not one chunk.</returns>
    private ReadOnlyMemory<byte>? Write(string? url, PageOutline outline, HtmlNode part, Boilerplate boilerplate)
    {
        var bytes = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(bytes, Plain);
        json.WriteStartObject();
        json.WriteString("page_url", url ?? outline.OwnUrl);
        json.WriteString("title", outline.Title());
        json.WriteString("lang", outline.Language());
        json.WriteStartArray("chunks");

        var addresses = UrlBase.Of(outline.BaseHref, url, outline.OwnUrl);
        var text = new TextRun();
        var count = 0;
        new ContentWalk(text, boilerplate == Boilerplate.Drop ? new BoilerplateParts(part) : null, WriteImage).Over(part);
        WriteText();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        if (count == 0)
            return null;
        return bytes.WrittenMemory;

        void WriteImage(HtmlNode element)
        {
            if (PageImage.Of(element, addresses, _options.MinImageSize) is not { } image)
                return;
            WriteText();
            count++;
            json.WriteStartObject();
            json.WriteString("type", "image");
            json.WriteString("value", image.Url);
            if (image.Alternative is { } alternative)
                json.WriteString("alt", alternative);
            json.WriteEndObject();
        }

        void WriteText()
        {
            var words = text.Take();
            if (words.IsEmpty)
                return;
            count++;
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("value", words);
            json.WriteEndObject();
        }
    }
}
