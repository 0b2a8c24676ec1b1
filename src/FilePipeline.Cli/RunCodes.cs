namespace FilePipeline.Cli;

/// <summary>Codes of what can go wrong with an item, and what to do about each. Stages may have others of their own.</summary>
internal static class RunCodes
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["bad_json"] = "The item is not JSON that can be read; the message says where it breaks off. Mend the file: it is taken up again by that alone.",
        ["bad_shape"] = "The item is JSON, but not what the stage reads: a field is missing or of another type. Mend the file, or look whether the stage reads the right folder (`from`).",
        ["not_json"] = "The stage reads JSON items and this file is something else. Convert it, or narrow `accept` of the source.",
        ["not_utf8"] = "A byte of the file is not UTF-8. Save it as UTF-8 (iconv -f latin1 -t utf8 FILE).",
        ["not_html"] = "The stage reads pages and this file is none. Narrow `accept` of the source, or remove the file.",
        ["missing_html"] = "The item has no page in it. Give it `html`, or `html_path` with the path of the page.",
        ["empty_page"] = "The page shows neither text nor an image: it may be filled by a script in the browser, or cut off. Save what the browser shows, and drop that.",
        ["duplicate_key"] = "Two files of the folder have one key, as a.html and a.json. Neither is taken until you remove or rename one.",
        ["bad_name"] = "The file's name cannot be a key: a part is hidden, empty, too long or not UTF-8. Rename it.",
        ["not_regular"] = "It is a folder, a link, a pipe or a device under an item's name; only regular files are read. Put the file itself there.",
        ["item_too_large"] = "The file is larger than an item may be. Split it, or raise `limits: { item_size: … }` in pipeline.yaml.",
        ["output_too_large"] = "The stage's result is larger than an item may be. Make the stage emit less, or raise `limits: { item_size: … }` in pipeline.yaml.",
        ["no_permission"] = "The file may not be read by the user who runs the pipeline. Once it can be read (chmod, chown) it is taken up again.",
        ["bad_output"] = "The stage's result is not JSON: a mistake in the stage, not in the item. Mend the stage and raise its version.",
        ["timeout"] = "The stage had no result in the time it is given. It is tried again as `retry` says. Raise `timeout`, or look what makes this item slow.",
        ["stage_crashed"] = "The stage threw an exception that it did not mean to: a mistake in the stage, or an item it was not made for. It is tried again as `retry` says.",
        ["worker_died"] = "The process that worked on the item ended in the middle of it (kill, power, out of memory). It is tried again, alone.",
        ["poison"] = "Three workers died over this item, the last two with nothing else in hand. It is put aside so that the rest can go on. Find out what it does before you type filepipe retry.",
        ["skipped_by_hand"] = "Somebody has typed filepipe skip. It is looked at again when the input or the stage changes, or when its record in .skipped is removed.",
        ["skipped"] = "The stage has decided that nothing is to be made of the item. It is looked at again when the input or the stage changes.",
    };

    public static IEnumerable<string> All => Meanings.Keys.Order(StringComparer.Ordinal);

    /// <summary><c>null</c>: it is not one of ours.</summary>
    public static string? Explain(string code) => Meanings.GetValueOrDefault(code);
}
