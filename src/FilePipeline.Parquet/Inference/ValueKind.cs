namespace FilePipeline.Parquet.Inference;

/// <summary>What a JSON value says about its column's type. In the order of the words in <see cref="ObservedValue"/>.</summary>
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
