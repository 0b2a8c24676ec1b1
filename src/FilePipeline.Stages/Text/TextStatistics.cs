using FilePipeline.Stages.Html;

namespace FilePipeline.Stages.Text;

/// <summary>Counts what <see cref="HtmlInterleave"/> has found, or any item with <c>chunks</c> of that shape.</summary>
[Stage("text.statistics", Description = "Counts chunks, words and image addresses of an interleaved page.")]
public sealed class TextStatistics : Stage<InterleavedPage, PageStatistics>
{
    public override PageStatistics Run(InterleavedPage input, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tally words = default, addresses = default;
        foreach (var chunk in input.Chunks)
        {
            if (chunk.Type == "text")
                words.Add(CountWords(chunk.Value));
            else if (chunk.Type == "image")
                addresses.Add(chunk.Value.Length);
        }
        return new()
        {
            PageUrl = input.PageUrl,
            TotalChunks = input.Chunks.Count,
            TextChunks = words.Count,
            ImageChunks = addresses.Count,
            TotalWords = words.Sum,
            AvgWordsPerTextChunk = words.Average,
            MinWordsPerChunk = words.Min,
            MaxWordsPerChunk = words.Max,
            AvgImageUrlLength = addresses.Average,
            MinImageUrlLength = addresses.Min,
            MaxImageUrlLength = addresses.Max,
        };
    }

    private static int CountWords(string text)
    {
        var count = 0;
        var isInWord = false;
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character);
            if (!isSpace && !isInWord)
                count++;
            isInWord = !isSpace;
        }
        return count;
    }
}
