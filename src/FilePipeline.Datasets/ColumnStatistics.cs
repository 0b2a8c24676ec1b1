namespace FilePipeline.Datasets;

/// <summary>What the cells of a column are like.</summary>
/// <param name="Values">Cells that are not null.</param>
/// <param name="Distinct">How many different ones: exact when few, within some percent when many.</param>
/// <param name="Min">Of numbers, texts and booleans, as JSON; <c>null</c>: no value, or of a type without order.</param>
public sealed record ColumnStatistics(DatasetColumn Column, long Values, long Nulls, long Distinct, string? Min, string? Max);
