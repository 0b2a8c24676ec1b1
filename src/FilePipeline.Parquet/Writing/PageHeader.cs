using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>What stands before each page.</summary>
internal static class PageHeader
{
    public static void Write(ByteBuffer output, PageType type, int size, int compressedSize, int values, PageEncoding encoding)
    {
        var thrift = new ThriftWriter(output);
        thrift.BeginElement();
        thrift.Int32(1, (int)type);
        thrift.Int32(2, size);
        thrift.Int32(3, compressedSize);
        thrift.Begin(type == PageType.Dictionary ? 7 : 5);
        thrift.Int32(1, values);
        thrift.Int32(2, (int)encoding);
        if (type == PageType.Data)
        {
            thrift.Int32(3, (int)PageEncoding.Rle); // definition levels
            thrift.Int32(4, (int)PageEncoding.Rle); // repetition levels
        }
        thrift.End();
        thrift.End();
    }
}
