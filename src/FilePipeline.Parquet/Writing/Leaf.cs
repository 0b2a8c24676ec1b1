using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>A column of the file: its place in the schema and how its values lie in pages.</summary>
internal sealed record Leaf(IReadOnlyList<string> Path, ParquetType Type, int MaxDefinition, int MaxRepetition)
{
    public PhysicalType Physical { get; } = PhysicalOf(Type);

    public static PhysicalType PhysicalOf(ParquetType type) => type switch
    {
        ParquetType.Boolean => PhysicalType.Boolean,
        ParquetType.Int32 or ParquetType.Date => PhysicalType.Int32,
        ParquetType.Int64 or ParquetType.Timestamp => PhysicalType.Int64,
        ParquetType.Float32 => PhysicalType.Float,
        ParquetType.Double => PhysicalType.Double,
        ParquetType.Decimal { Precision: <= 9 } => PhysicalType.Int32,
        ParquetType.Decimal { Precision: <= 18 } => PhysicalType.Int64,
        ParquetType.Decimal => PhysicalType.FixedLengthByteArray,
        _ => PhysicalType.ByteArray,
    };
}
