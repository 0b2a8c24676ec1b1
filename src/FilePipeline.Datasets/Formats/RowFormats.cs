using FilePipeline.Definition;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets.Formats;

/// <summary>The kinds of files that there are.</summary>
internal static class RowFormats
{
    /// <param name="options">For Parquet.</param>
    public static IRowFormat Of(ExportFormat format, ParquetSchema schema, ParquetWriterOptions options) => format switch
    {
        ExportFormat.Csv => new CsvFormat(schema),
        ExportFormat.Jsonl => new JsonLinesFormat(schema),
        _ => new ParquetFormat(schema, options),
    };

    /// <summary>The word in pipeline.yaml and the manifest.</summary>
    public static string NameOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Jsonl => "jsonl",
        _ => "parquet",
    };
}
