namespace FilePipeline.Parquet.Inference;

/// <summary>What a JSON value says about its column's type.</summary>
internal enum ValueKind
{
    Boolean,
    Int64,
    WideInteger,
    Double,
    Text,
    List,
    Struct,
}
