using System.Text;

namespace FilePipeline.Parquet.Tests;

/// <summary>A schema, rows that fit it, and how they are to be written.</summary>
public sealed record GeneratedFile(ParquetSchema Schema, IReadOnlyList<string> Rows, ParquetWriterOptions Options)
{
    public byte[] Write()
    {
        using var target = new MemoryStream();
        using var writer = new JsonParquetWriter(target, Schema, Options);
        foreach (var row in Rows)
            writer.Add(Encoding.UTF8.GetBytes(row));
        writer.Finish();
        return target.ToArray();
    }

    public override string ToString() =>
        $"{Options.Codec}, row groups of {Options.RowGroupRows}, {Rows.Count} rows of {Schema}\n{string.Join('\n', Rows.Take(50))}";
}
