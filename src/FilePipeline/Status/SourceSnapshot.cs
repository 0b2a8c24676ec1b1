using FilePipeline.Definition;
using FilePipeline.Storage;

namespace FilePipeline.Status;

/// <summary>What lies in a source folder.</summary>
/// <param name="Items">Files with an extension that the source accepts.</param>
/// <param name="Others">Visible files that are no items.</param>
/// <param name="FirstOther">One of them, relative to the folder.</param>
/// <param name="Exists">The folder is there.</param>
public sealed record SourceSnapshot(string Name, int Items, int Others, string? FirstOther, bool Exists)
{
    public static SourceSnapshot Take(IVolume volume, PipelineDefinition pipeline, SourceDefinition source)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(source);
        using var folder = volume.OpenFolder($"{pipeline.Data}/{source.Name}");
        var (items, others) = (0, 0);
        string? first = null;
        var folders = new Stack<string>(folder is null ? [] : [""]);
        while (folders.TryPop(out var below))
        {
            foreach (var entry in volume.List(folder!, below))
            {
                var name = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
                if (entry.Name.StartsWith('.'))
                    continue;
                if (source.Extensions.Any(extension => entry.Name.EndsWith(extension, StringComparison.Ordinal)))
                    items++;
                else if (entry.Kind == EntryKind.Folder)
                    folders.Push(name);
                else if (++others == 1 || string.CompareOrdinal(name, first) < 0)
                    first = name;
            }
        }
        return new(source.Name, items, others, first, folder is not null);
    }
}
