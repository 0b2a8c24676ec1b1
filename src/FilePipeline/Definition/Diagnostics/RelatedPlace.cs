namespace FilePipeline.Definition.Diagnostics;

/// <summary>A second place that a diagnostic points at, counted like the first.</summary>
public sealed record RelatedPlace(int Line, int Column, int Length, string Label);
