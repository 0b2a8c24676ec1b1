using FilePipeline.Parquet;

namespace FilePipeline.Datasets.Formats;

/// <summary>Writes the rows of one file.</summary>
internal interface IRowWriter : IDisposable
{
    long Rows { get; }

    /// <summary>What has been given to the output so far; may lag behind the rows.</summary>
    long BytesWritten { get; }

    /// <param name="row">A JSON object without blanks.</param>
    /// <exception cref="JsonRowException">The row does not fit the columns.</exception>
    void Add(ReadOnlySpan<byte> row);

    /// <summary>Without it the file is not whole.</summary>
    void Finish();
}
