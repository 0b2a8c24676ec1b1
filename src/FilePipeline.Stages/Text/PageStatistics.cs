using System.Text.Json.Serialization;

namespace FilePipeline.Stages.Text;

/// <summary>
/// Counts of an interleaved page. A word is what stands between white space; the length of an address is in UTF-16 units.
/// Averages have two decimals. The least, most or average of nothing is <c>null</c>, and is written, so that every item has
/// the same fields.
/// </summary>
public sealed record PageStatistics
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PageUrl { get; init; }

    /// <summary>Of any type.</summary>
    public int TotalChunks { get; init; }

    public int TextChunks { get; init; }

    public int ImageChunks { get; init; }

    public int TotalWords { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? AvgWordsPerTextChunk { get; init; }

    /// <summary>Of the text chunks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MinWordsPerChunk { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxWordsPerChunk { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? AvgImageUrlLength { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MinImageUrlLength { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxImageUrlLength { get; init; }
}
