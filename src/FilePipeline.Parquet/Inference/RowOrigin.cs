namespace FilePipeline.Parquet.Inference;

/// <summary>How a row is called in messages: by the caller's name for it, else by its number from 1.</summary>
internal readonly record struct RowOrigin(long Number, string? Name)
{
    public override string ToString() => Name ?? $"row {Number}";
}
