namespace FilePipeline.Parquet.Format;

/// <summary>The kinds of pages; the numbers are the format's.</summary>
internal enum PageType
{
    Data = 0,
    Dictionary = 2,
    DataV2 = 3,
}
