using System.IO.Abstractions;
using FilePipeline.Definition;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>Lists the input folders of an export and reads their items, each once, key by key.</summary>
/// <param name="build">A folder for what does not fit into memory.</param>
internal sealed class RowReader(
    IVolume volume, IFileSystem files, string build, PipelineDefinition pipeline, ExportDefinition export, RowComposer composer, LeftOutLog leftOut)
{
    private const int ReportEvery = 1024;
    private readonly ItemBuffer _item = new();

    /// <summary>
    /// The keys of the rows, sorted ordinally; while one is current, <see cref="RowComposer.Row"/> is its row. A key that cannot be a
    /// row is passed over and told to the log.
    /// </summary>
    public IEnumerable<string> Read(IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var folders = new List<VolumeFolder?>();
        var keys = new List<KeySorter>();
        try
        {
            foreach (var input in export.From)
            {
                progress?.Report(new(ExportPhase.Listing, keys.Sum(one => one.Count), 0));
                var folder = volume.OpenFolder($"{pipeline.Data}/{input.Folder}");
                folders.Add(folder);
                keys.Add(new(files, $"{build}/.keys-{keys.Count}-"));
                if (folder is not null)
                    FolderKeys.Read(volume, folder, input.Folder, keys[^1], leftOut, cancel);
            }
            var total = keys.Max(one => one.Count);
            var done = 0L;
            foreach (var key in KeyJoin.InAll([.. export.From.Zip(keys, (input, sorter) => (input.Folder, sorter.Sorted()))], leftOut))
            {
                cancel.ThrowIfCancellationRequested();
                if (done++ % ReportEvery == 0)
                    progress?.Report(new(ExportPhase.Reading, done - 1, total));
                if (TryCompose(key, folders))
                    yield return key;
            }
            progress?.Report(new(ExportPhase.Reading, total, total));
        }
        finally
        {
            foreach (var folder in folders)
                folder?.Dispose();
            keys.ForEach(sorter => sorter.Dispose());
        }
    }

    private bool TryCompose(string key, List<VolumeFolder?> folders)
    {
        composer.Begin(key);
        for (var i = 0; i < folders.Count; i++)
        {
            var read = volume.Read(folders[i]!, key + ".json", _item, pipeline.ItemSizeLimit);
            var reason = read.Status switch
            {
                ReadStatus.Ok => composer.Add(i, _item.Span),
                ReadStatus.Missing => "gone",
                ReadStatus.TooLarge => "too_large",
                ReadStatus.Denied => throw new VolumeException("read", folders[i]!.PathOf(key + ".json"), VolumeFault.Denied, "permission denied"),
                _ => "not_a_file",
            };
            if (reason is null)
                continue;
            leftOut.Add(export.From[i].Folder, reason, key);
            return false;
        }
        composer.End();
        return true;
    }
}
