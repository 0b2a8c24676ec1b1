namespace FilePipeline.Stages.Html;

/// <summary>What <see cref="HtmlInterleave"/> makes of a page, for stages that go on from there.</summary>
/// <param name="Chunks">In document order; text and text never follow each other.</param>
public sealed record InterleavedPage(IReadOnlyList<Chunk> Chunks, string? PageUrl = null, string? Title = null, string? Lang = null);
