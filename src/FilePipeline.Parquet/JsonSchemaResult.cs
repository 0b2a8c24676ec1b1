namespace FilePipeline.Parquet;

/// <summary>The columns that fit all rows, and what stood in the way.</summary>
/// <param name="Schema">
/// Fields in ordinal order, all nullable. A column with a problem is here as <see cref="ParquetType.Json"/>, which takes
/// whatever the rows hold.
/// </param>
/// <param name="Rows">How many rows were added.</param>
/// <param name="Problems">Columns for which no type fits all rows. Empty: the schema is sound.</param>
/// <param name="Warnings">Columns whose type is a guess, as no row says anything about it, or whose name some readers change.</param>
public sealed record JsonSchemaResult(
    ParquetSchema Schema,
    long Rows,
    IReadOnlyList<JsonSchemaProblem> Problems,
    IReadOnlyList<JsonSchemaWarning> Warnings);
