using System.IO.Abstractions;
using System.Text.Json;
using FilePipeline.Datasets.Formats;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Writes the files of a split.</summary>
internal sealed class SplitFiles(IFileSystem files, string build, IRowFormat format, long shardBytes)
{
    /// <summary>At least one file, be it without rows.</summary>
    /// <exception cref="JsonRowException">A row does not fit the schema; the message names it.</exception>
    public IReadOnlyList<DatasetFile> Write(string split, IEnumerable<ReadOnlyMemory<byte>> spilled)
    {
        var shards = new List<DatasetFile>();
        using var rows = spilled.GetEnumerator();
        var more = rows.MoveNext();
        do
        {
            // the count of files stands in their names, and is known at the end
            var path = $"{DatasetNames.Data}/{split}-{shards.Count:D5}";
            using var stream = new HashingStream(files.FileStream.New($"{build}/{path}", FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16));
            using var writer = format.Open(stream);
            var head = writer.BytesWritten;
            // grows with each row group, of which a file takes one at least
            while (more && (writer.BytesWritten == head || writer.BytesWritten < shardBytes))
            {
                Add(writer, rows.Current.Span);
                more = rows.MoveNext();
            }
            writer.Finish();
            stream.Flush();
            shards.Add(new(path, split, writer.Rows, stream.Length, stream.Sha256));
        }
        while (more);

        for (var i = 0; i < shards.Count; i++)
        {
            var path = DatasetNames.Shard(split, i, shards.Count, format.Extension);
            files.File.Move($"{build}/{shards[i].Path}", $"{build}/{path}");
            shards[i] = shards[i] with { Path = path };
        }
        return shards;
    }

    private static void Add(IRowWriter writer, ReadOnlySpan<byte> row)
    {
        try
        {
            writer.Add(row);
        }
        catch (JsonRowException problem)
        {
            throw new JsonRowException(problem.Path, $"row `{KeyOf(row)}`: {problem.Message}", problem);
        }
    }

    private static string? KeyOf(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        reader.Read();
        reader.Read();
        reader.Read();
        return reader.GetString();
    }
}
