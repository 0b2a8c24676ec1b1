using FilePipeline.Datasets;

namespace FilePipeline.Cli;

/// <summary>How one export ended.</summary>
/// <param name="Result"><c>null</c>: it was not made, because of <paramref name="Problem"/> or because it is current.</param>
internal sealed record ExportEnd(string Name, string Path, ExportResult? Result, DatasetException? Problem)
{
    /// <summary>What the folders that it was made of lack.</summary>
    public IReadOnlyList<NotCompleted> NotCompleted { get; init; } = [];

    /// <summary>Rows made of an input that was replaced by one that failed or is dead.</summary>
    public IReadOnlyList<ItemKey> Older { get; init; } = [];

    /// <summary>The standing dataset is what would have been made.</summary>
    public bool IsUnchanged => Problem is null && Result is null or { Unchanged: true };
}
