namespace FilePipeline.Parquet;

/// <summary>A named column, or a named part of a struct.</summary>
/// <param name="Nullable"><c>false</c>: a row in which it is null or missing is refused.</param>
public sealed record ParquetField(string Name, ParquetType Type, bool Nullable = true)
{
    public override string ToString() => $"{ColumnPath.Quote(Name)}: {Type}{(Nullable ? "" : " not null")}";
}
