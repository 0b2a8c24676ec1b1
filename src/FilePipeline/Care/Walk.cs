using FilePipeline.Storage;

namespace FilePipeline.Care;

/// <summary>Everything below a folder, sub-folders too.</summary>
internal static class Walk
{
    /// <param name="below">Where to begin; <c>""</c>: the folder itself.</param>
    /// <param name="into">Whether to go into the sub-folder of this name. (Hidden ones only when one of them is where it begins.)</param>
    public static IEnumerable<(string Name, VolumeEntry Entry)> Below(IVolume volume, VolumeFolder folder, string below, Func<string, bool> into)
    {
        var folders = new Stack<string>([below]);
        while (folders.TryPop(out var next))
        {
            foreach (var entry in volume.List(folder, next).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (below.Length == 0 && entry.Name[0] == '.')
                    continue;
                var name = next.Length == 0 ? entry.Name : $"{next}/{entry.Name}";
                if (entry.Kind == EntryKind.Folder && into(name))
                    folders.Push(name);
                yield return (name, entry);
            }
        }
    }
}
