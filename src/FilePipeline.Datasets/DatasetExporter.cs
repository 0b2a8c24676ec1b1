using System.IO.Abstractions;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// Makes a dataset of completed folders: a folder with files of rows, card and manifest that Hugging Face <c>datasets</c>, DuckDB and
/// Polars read as it is. The same items give the same bytes. A version is built aside, read back and put in place by one rename; see
/// <see cref="DatasetPlace"/>.
/// </summary>
/// <param name="volume">For the items, and for what has to survive.</param>
/// <param name="files">For the dataset's files; the same disk as <paramref name="volume"/>.</param>
public sealed class DatasetExporter(IVolume volume, IFileSystem files)
{
    /// <summary>Items of any number in bounded memory.</summary>
    /// <exception cref="DatasetException">The export cannot be made as it is asked for, or another one of it is running.</exception>
    /// <exception cref="OperationCanceledException">The standing dataset is untouched.</exception>
    public ExportResult Export(ExportRequest request, IProgress<ExportProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var export = request.Export;
        Require(export.Name, ExportCheck.Problems(request.Pipeline, export, files.Path));
        if (!request.AllowPartial && Requirement.Lacks(export, request.NotCompleted) is { Count: > 0 } lacks)
            throw new DatasetException(export.Name, [.. lacks, "Mend them (`filepipe list state:dead`), or export all the same: `filepipe export --allow-partial`."]) { IsPartial = true };
        var to = files.Path.TrimEndingDirectorySeparator(files.Path.GetFullPath(export.To));
        using var place = DatasetPlace.TryTake(volume, files, to)
            ?? throw new DatasetException(export.Name, [$"another export into {to} is running. Wait until it is done, then try again."]) { OtherIsRunning = true };
        var standing = new StandingDataset(files, place.Standing, place.StandingKind);
        Require(export.Name, standing.Problems());

        ExportResult result;
        place.BeginBuild();
        try
        {
            var build = new DatasetBuild(volume, files, request, place.Build, standing);
            result = build.Run(progress, cancel) with { Path = to };
        }
        catch
        {
            TryAbandon(place);
            throw;
        }
        if (result.Unchanged)
            place.Abandon();
        else
            place.Publish();
        place.Prune(request.Limits.History); // always: the one that published may have been killed before it
        return result;
    }

    private static void Require(string export, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
            throw new DatasetException(export, problems);
    }

    // what has gone wrong before is to be told, not that the disk refuses this too; the next export clears it
    private static void TryAbandon(DatasetPlace place)
    {
        try
        {
            place.Abandon();
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
