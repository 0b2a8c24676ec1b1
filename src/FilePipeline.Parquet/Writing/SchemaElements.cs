using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>The schema as the footer holds it: the tree in depth-first order, each type with its logical and its older converted annotation.</summary>
internal static class SchemaElements
{
    private const int Required = 0, Optional = 1, Repeated = 2;

    public static void Write(ThriftWriter thrift, int id, ParquetSchema schema)
    {
        thrift.List(id, ThriftWriter.StructType, 1 + schema.Fields.Sum(field => Count(field.Type)));
        thrift.BeginElement();
        thrift.Text(4, "schema");
        thrift.Int32(5, schema.Fields.Count);
        thrift.End();
        foreach (var field in schema.Fields)
            Write(thrift, field);
    }

    private static int Count(ParquetType type) => type switch
    {
        ParquetType.List list => 2 + Count(list.Element),
        ParquetType.Struct group => 1 + group.Fields.Sum(field => Count(field.Type)),
        _ => 1,
    };

    private static void Write(ThriftWriter thrift, ParquetField field)
    {
        var repetition = field.Nullable ? Optional : Required;
        switch (field.Type)
        {
            case ParquetType.Struct group:
                WriteGroup(thrift, field.Name, repetition, group.Fields.Count);
                foreach (var part in group.Fields)
                    Write(thrift, part);
                break;
            case ParquetType.List list:
                const int ConvertedList = 3, LogicalList = 3;
                thrift.BeginElement();
                thrift.Int32(3, repetition);
                thrift.Text(4, field.Name);
                thrift.Int32(5, 1);
                thrift.Int32(6, ConvertedList);
                thrift.Begin(10);
                thrift.Empty(LogicalList);
                thrift.End();
                thrift.End();
                WriteGroup(thrift, "list", Repeated, 1);
                Write(thrift, new("element", list.Element));
                break;
            default:
                WriteLeaf(thrift, field, repetition);
                break;
        }
    }

    private static void WriteGroup(ThriftWriter thrift, string name, int repetition, int children)
    {
        thrift.BeginElement();
        thrift.Int32(3, repetition);
        thrift.Text(4, name);
        thrift.Int32(5, children);
        thrift.End();
    }

    private static void WriteLeaf(ThriftWriter thrift, ParquetField field, int repetition)
    {
        const int Utf8 = 0, ConvertedDecimal = 5, ConvertedDate = 6, TimestampMicros = 10;
        const int LogicalText = 1, LogicalDecimal = 5, LogicalDate = 6, LogicalTimestamp = 8;
        var physical = Leaf.PhysicalOf(field.Type);
        thrift.BeginElement();
        thrift.Int32(1, (int)physical);
        if (physical == PhysicalType.FixedLengthByteArray)
            thrift.Int32(2, 16);
        thrift.Int32(3, repetition);
        thrift.Text(4, field.Name);
        switch (field.Type)
        {
            case ParquetType.Text or ParquetType.Json:
                thrift.Int32(6, Utf8);
                thrift.Begin(10);
                thrift.Empty(LogicalText);
                thrift.End();
                break;
            case ParquetType.Date:
                thrift.Int32(6, ConvertedDate);
                thrift.Begin(10);
                thrift.Empty(LogicalDate);
                thrift.End();
                break;
            case ParquetType.Timestamp:
                const int Microseconds = 2;
                thrift.Int32(6, TimestampMicros);
                thrift.Begin(10);
                thrift.Begin(LogicalTimestamp);
                thrift.Bool(1, true); // in UTC
                thrift.Begin(2);
                thrift.Empty(Microseconds);
                thrift.End();
                thrift.End();
                thrift.End();
                break;
            case ParquetType.Decimal number:
                thrift.Int32(6, ConvertedDecimal);
                thrift.Int32(7, number.Scale);
                thrift.Int32(8, number.Precision);
                thrift.Begin(10);
                thrift.Begin(LogicalDecimal);
                thrift.Int32(1, number.Scale);
                thrift.Int32(2, number.Precision);
                thrift.End();
                thrift.End();
                break;
        }
        thrift.End();
    }
}
