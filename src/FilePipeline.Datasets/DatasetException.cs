namespace FilePipeline.Datasets;

/// <summary>The export cannot be made as it is asked for. Lists everything that is wrong and what to write instead; the standing dataset is untouched.</summary>
public sealed class DatasetException : Exception
{
    /// <param name="dataset">The export's name.</param>
    /// <param name="problems">At least one, each a whole sentence or more, ending with what to do.</param>
    public DatasetException(string dataset, IReadOnlyList<string> problems)
        : base($"cannot export {dataset}:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
    {
        Dataset = dataset;
        Problems = problems;
    }

    public string Dataset { get; }

    public IReadOnlyList<string> Problems { get; }

    /// <summary>Nothing is wrong but that another export into the same folder is under way.</summary>
    public bool OtherIsRunning { get; init; }

    /// <summary>Nothing is wrong but that <c>require</c> is not met; <see cref="ExportRequest.AllowPartial"/> exports all the same.</summary>
    public bool IsPartial { get; init; }
}
