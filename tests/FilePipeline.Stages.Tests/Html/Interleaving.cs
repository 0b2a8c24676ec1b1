using System.Text;
using System.Text.Json;
using FilePipeline.Stages.Html;
using Microsoft.Extensions.Logging.Abstractions;

namespace FilePipeline.Stages.Tests.Html;

/// <summary>Runs html.interleave on one page.</summary>
internal static class Interleaving
{
    public static HtmlInterleaveOptions Keep { get; } = new() { Boilerplate = Boilerplate.Keep };

    public static InterleavedPage Of(string html, HtmlInterleaveOptions? options = null, string? url = null) =>
        Page(Run(Item.Create(ItemKey.Parse("page"), new { page_url = url, html }), options));

    public static InterleavedPage Of(byte[] html, HtmlInterleaveOptions? options = null) =>
        Page(Run(new Item(ItemKey.Parse("page"), html, ".html"), options));

    public static StageOutcome Run(Item item, HtmlInterleaveOptions? options = null, IBesideFiles? beside = null)
    {
        var context = new StageContext("articles", 1, TimeProvider.System, NullLogger.Instance, beside ?? new NothingBeside());
        return new HtmlInterleave(options).RunAsync(item, context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    public static InterleavedPage Page(StageOutcome outcome)
    {
        var json = Assert.IsType<StageOutcome.Emit>(outcome).Json;
        return JsonSerializer.Deserialize<InterleavedPage>(json.Span, Item.Json)!;
    }

    /// <summary>One line per chunk: images in brackets, line breaks and tabs as `/` and `|`.</summary>
    public static string Sketch(string html, HtmlInterleaveOptions? options = null, string? url = null) =>
        string.Join("\n", Of(html, options, url).Chunks.Select(chunk => chunk.Type == "image"
            ? $"[{chunk.Value}{(chunk.Alt is null ? "" : $" {chunk.Alt}")}]"
            : chunk.Value.Replace("\n", " / ", StringComparison.Ordinal).Replace("\t", " | ", StringComparison.Ordinal)));

    public static int Letters(InterleavedPage page) => page.Chunks.Where(chunk => chunk.Type == "text").Sum(chunk => Letters(chunk.Value));

    public static int Letters(string text) => text.EnumerateRunes().Count(rune => Rune.IsLetter(rune) || Rune.IsDigit(rune));

    private sealed class NothingBeside : IBesideFiles
    {
        public ReadOnlyMemory<byte> Read(string path) => throw new ItemFormatException("not_found", $"`{path}` is not there");
    }
}
