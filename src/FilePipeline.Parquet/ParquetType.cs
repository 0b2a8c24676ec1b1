namespace FilePipeline.Parquet;

/// <summary>What the cells of a column hold, and which JSON values it takes. A closed family.</summary>
public abstract record ParquetType
{
    private ParquetType()
    {
    }

    /// <summary>JSON <c>true</c> and <c>false</c>.</summary>
    public sealed record Boolean : ParquetType;

    /// <summary>JSON numbers without fraction or exponent, in 32 bits.</summary>
    public sealed record Int32 : ParquetType;

    /// <summary>JSON numbers without fraction or exponent, in 64 bits.</summary>
    public sealed record Int64 : ParquetType;

    /// <summary>JSON numbers, rounded to the nearest 32-bit float.</summary>
    public sealed record Float32 : ParquetType;

    /// <summary>JSON numbers, rounded to the nearest 64-bit float.</summary>
    public sealed record Double : ParquetType;

    /// <summary>JSON numbers, or strings that hold one, kept exactly; a digit that does not fit is an error, never rounded.</summary>
    /// <param name="Precision">Digits in all, 1 to 38.</param>
    /// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
    public sealed record Decimal(int Precision, int Scale) : ParquetType;

    /// <summary>JSON strings.</summary>
    public sealed record Text : ParquetType;

    /// <summary>
    /// Any JSON value, kept as JSON text without blanks. In the file it is a plain string column: the annotation JSON
    /// would come out as bytes in older Arrow and as an extension type that Polars refuses in newer.
    /// </summary>
    public sealed record Json : ParquetType;

    /// <summary>JSON strings that hold Base64; the bytes are stored.</summary>
    public sealed record Binary : ParquetType;

    /// <summary>JSON strings <c>YYYY-MM-DD</c>.</summary>
    public sealed record Date : ParquetType;

    /// <summary>
    /// JSON strings in the ISO 8601 form <c>YYYY-MM-DDThh:mm:ss[.fraction][Z|±hh:mm]</c>, stored in UTC as microseconds;
    /// finer fractions are cut off, a time without offset counts as UTC.
    /// </summary>
    public sealed record Timestamp : ParquetType;

    /// <summary>JSON arrays, of any length; elements may be null. A null list and an empty list stay different.</summary>
    public sealed record List(ParquetType Element) : ParquetType;

    /// <summary>JSON objects with the same fields in each row; a missing field is null.</summary>
    public sealed record Struct(IReadOnlyList<ParquetField> Fields) : ParquetType
    {
        public bool Equals(Struct? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() =>
            Fields.Aggregate(Fields.Count, (hash, field) => HashCode.Combine(hash, field));
    }

    /// <summary>The type in words: <c>int64</c>, <c>list&lt;text&gt;</c>, <c>struct&lt;a: double, b: decimal(9,2)&gt;</c>.</summary>
    public sealed override string ToString() => this switch
    {
        Decimal type => $"decimal({type.Precision},{type.Scale})",
        List type => $"list<{type.Element}>",
        Struct type => $"struct<{string.Join(", ", type.Fields)}>",
        _ => GetType().Name.ToLowerInvariant(),
    };

    /// <summary>The type that <see cref="ToString"/> puts into these words.</summary>
    /// <exception cref="FormatException">The text names no type.</exception>
    public static ParquetType Parse(string text) => TypeText.Parse(text);
}
