namespace FilePipeline.Parquet.Format;

/// <summary>How the values or levels of a page are encoded; the numbers are the format's.</summary>
internal enum PageEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    RleDictionary = 8,
}
