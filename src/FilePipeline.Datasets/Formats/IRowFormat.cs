namespace FilePipeline.Datasets.Formats;

/// <summary>A kind of file that rows are kept in.</summary>
internal interface IRowFormat
{
    /// <summary>Without the dot.</summary>
    string Extension { get; }

    string MediaType { get; }

    /// <param name="output">Only written forwards; stays open.</param>
    IRowWriter Open(Stream output);

    /// <summary>The rows as JSON objects in UTF-8.</summary>
    /// <param name="file">Can seek; is used until the enumeration ends.</param>
    IEnumerable<byte[]> Read(Stream file);

    /// <summary>Reads the whole file.</summary>
    /// <returns>How many rows it has.</returns>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    long Check(Stream file);
}
