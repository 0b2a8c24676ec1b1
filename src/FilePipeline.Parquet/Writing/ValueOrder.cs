using System.Buffers.Binary;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>The order in which the format defines the least and the greatest of plain-encoded values.</summary>
internal static class ValueOrder
{
    public static int Compare(PhysicalType type, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => type switch
    {
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(right)),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(left).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(right)),
        PhysicalType.Float => BinaryPrimitives.ReadSingleLittleEndian(left).CompareTo(BinaryPrimitives.ReadSingleLittleEndian(right)),
        PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(left).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(right)),
        // decimals: two's complement, the greatest byte first
        PhysicalType.FixedLengthByteArray => BinaryPrimitives.ReadInt128BigEndian(left).CompareTo(BinaryPrimitives.ReadInt128BigEndian(right)),
        _ => left.SequenceCompareTo(right),
    };
}
