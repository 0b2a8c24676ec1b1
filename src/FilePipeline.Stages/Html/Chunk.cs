namespace FilePipeline.Stages.Html;

/// <summary>A piece of a page.</summary>
/// <param name="Type"><c>text</c> or <c>image</c>.</param>
/// <param name="Value">The text, or the image's address.</param>
/// <param name="Alt">An image's description, where the page has one.</param>
public sealed record Chunk(string Type, string Value, string? Alt = null);
