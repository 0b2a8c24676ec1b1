using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FilePipeline.Parquet.Reading;

namespace FilePipeline.Parquet;

/// <summary>
/// Reads what <see cref="JsonParquetWriter"/> writes, and other files as far as they keep to data pages v1, plain and
/// dictionary values, and the codecs of <see cref="Compression"/>. It shares nothing with the writer but the format's numbers.
/// </summary>
public static class ParquetFile
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// Reads the whole file: every page is decompressed and decoded, and levels, counts, bounds and page index are
    /// compared with what the footer says.
    /// </summary>
    /// <param name="file">Can seek.</param>
    /// <exception cref="ParquetFileException">Something is not as it should be.</exception>
    public static ParquetFileFacts Verify(Stream file)
    {
        var footer = FileFooter.Read(file);
        long rows = 0, pages = 0;
        foreach (var group in footer.RowGroups)
        {
            var chunks = group.List<ThriftStruct>(1);
            DemandColumns(footer, chunks);
            foreach (var (chunk, leaf) in chunks.Zip(footer.Leaves))
                pages += ChunkCheck.Run(file, leaf, chunk, group.Integer(3));
            rows += group.Integer(3);
        }
        return rows == footer.Rows
            ? new(rows, footer.Leaves.Count, footer.RowGroups.Count, pages, footer.Metadata)
            : throw new ParquetFileException($"the footer says {footer.Rows} rows, the row groups have {rows}");
    }

    /// <summary>
    /// The rows as JSON objects in UTF-8, each with every column in schema order, null where there is no value. Nothing
    /// is read ahead but the pages that the rows need.
    /// </summary>
    /// <param name="file">Can seek; is used until the enumeration ends.</param>
    /// <exception cref="ParquetFileException">The file cannot be read.</exception>
    public static IEnumerable<byte[]> ReadRows(Stream file)
    {
        var footer = FileFooter.Read(file);
        var row = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(row, Readable);
        foreach (var group in footer.RowGroups)
        {
            var chunks = group.List<ThriftStruct>(1);
            DemandColumns(footer, chunks);
            var columns = chunks.Zip(footer.Leaves, (chunk, leaf) => new ColumnCursor(new ChunkReader(file, leaf, chunk).Pages())).ToList();
            var assembler = new RowAssembler(footer.Schema, columns);
            for (var left = group.Integer(3); left > 0; left--)
            {
                row.ResetWrittenCount();
                json.Reset();
                assembler.WriteRow(json);
                json.Flush();
                yield return row.WrittenSpan.ToArray();
            }
        }
    }

    private static void DemandColumns(FileFooter footer, IReadOnlyList<ThriftStruct> chunks)
    {
        if (chunks.Count != footer.Leaves.Count)
            throw new ParquetFileException($"a row group has {chunks.Count} columns, the schema has {footer.Leaves.Count}");
    }
}
