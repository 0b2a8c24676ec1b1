namespace FilePipeline.Definition;

/// <summary>What is said of a column by hand.</summary>
/// <param name="Type">In words, as <c>date</c> or <c>decimal(9,2)</c>; <c>null</c>: as the items tell.</param>
/// <param name="Description">For people; <c>null</c>: none.</param>
public sealed record ExportColumn(string Name, string? Type, string? Description);
