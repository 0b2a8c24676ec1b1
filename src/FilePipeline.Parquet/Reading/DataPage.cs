namespace FilePipeline.Parquet.Reading;

/// <summary>A decoded data page. Levels are for every value and every absence; values only for those that are there.</summary>
internal sealed record DataPage(long Position, int Size, int[] Repetitions, int[] Definitions, ValueList Values);
