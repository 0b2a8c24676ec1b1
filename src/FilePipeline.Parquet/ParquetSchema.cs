namespace FilePipeline.Parquet;

/// <summary>The columns of a file, in their order.</summary>
public sealed record ParquetSchema(IReadOnlyList<ParquetField> Fields)
{
    public bool Equals(ParquetSchema? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Aggregate(Fields.Count, (hash, field) => HashCode.Combine(hash, field));

    public override string ToString() => string.Join(", ", Fields);
}
