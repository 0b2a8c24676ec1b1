namespace FilePipeline.Definition;

/// <summary>What the files of a dataset are.</summary>
public enum ExportFormat
{
    Parquet,

    /// <summary>With a line of names; what is no number, text or boolean stands in its cell as JSON.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Jsonl,
}
