namespace FilePipeline.Definition.Diagnostics.Explanations;

/// <summary>FP00xx.</summary>
internal static class FileExplanations
{
    public static IReadOnlyList<Explanation> All { get; } =
    [
        new(Codes.FileMissing, "the file cannot be read",
            "A pipeline is described by the file pipeline.yaml in its folder. It was not found there, or may not be read. " +
            "Go to the folder, name the file with -f, or let `filepipe init` make one."),
        new(Codes.FileEmpty, "the file is empty",
            "There is nothing in the file but comments. The smallest pipeline has a name and one stage.",
            "# my pipeline",
            """
            name: demo
            sources: { inbox: {} }
            stages:
              pages: { from: inbox, uses: html.interleave }
            """),
        new(Codes.NotText, "the file is not UTF-8 text",
            "YAML files are UTF-8. The file is in another encoding, or holds control characters that no editor shows. " +
            "Save it as UTF-8; write a control character as an escape in double quotes: \"\\x1b\"."),
        new(Codes.NotYaml, "the file is not YAML",
            "The YAML parser could not read on from the place that is shown. The mistake stands there or just above: a colon without a space, " +
            "a text that needs quotes, a line with the wrong indentation.",
            "description: see: the wiki",
            "description: \"see: the wiki\""),
        new(Codes.Tab, "a tab is used as indentation",
            "YAML is indented with spaces; how far a tab reaches depends on the editor, so YAML does not allow it.",
            "stages:\n\tpages: { from: inbox, uses: html.interleave }",
            "stages:\n  pages: { from: inbox, uses: html.interleave }"),
        new(Codes.NotClosed, "a quote or bracket is not closed",
            "What was opened at the place that is shown is never closed, or closed much later than meant; or a comma is missing between two entries in brackets.",
            "sources:\n  inbox: { accept: [\"*.json\" \"*.html\"] }",
            "sources:\n  inbox: { accept: [\"*.json\", \"*.html\"] }"),
        new(Codes.DuplicateKey, "a key stands twice in one map",
            "Most YAML readers silently take the last of the two, so half of what is written would be ignored.",
            "stages:\n  pages: { from: inbox, uses: html.interleave }\n  pages: { from: inbox, uses: text.statistics }",
            "stages:\n  pages: { from: inbox, uses: html.interleave }\n  stats: { from: inbox, uses: text.statistics }"),
        new(Codes.MergeConflict, "a merge left a conflict in the file",
            "Git could not decide between two versions and wrote both. Keep one and remove the three marker lines.",
            "<<<<<<< HEAD\ndurability: strict\n=======\ndurability: none\n>>>>>>> theirs",
            "durability: strict"),
        new(Codes.FileTooLarge, "the file is larger than 1 MiB",
            "No pipeline needs that much; it is probably a data file. The bound keeps a bad file from eating memory."),
        new(Codes.NestedTooDeep, "nested deeper than 64 levels",
            "No pipeline needs more than a handful of levels. The bound keeps a bad file from bringing the program down."),
        new(Codes.TooManyAliases, "more than 100 aliases",
            "Aliases (*name) of aliases can make a small file endless. No pipeline needs so many."),
        new(Codes.UnknownAlias, "an alias without an anchor",
            "A text that begins with * is an alias: it stands for what was marked with &name further up. A glob needs quotes.",
            "sources:\n  inbox: { accept: [*.json] }",
            "sources:\n  inbox: { accept: [\"*.json\"] }"),
        new(Codes.Tag, "a tag is not allowed",
            "Tags (!name) choose types; here each key has its own type. A text that begins with ! needs quotes.",
            "description: !important do not delete",
            "description: \"!important do not delete\""),
        new(Codes.SeveralDocuments, "the file holds several documents",
            "A line --- begins another document. One file is one pipeline.",
            "description: one\n---\ndescription: two",
            "description: one"),
        new(Codes.KeyNotText, "a key must be text",
            "YAML allows lists and maps as keys; here keys are names.",
            "[pages, stats]: { from: inbox }",
            "stages:\n  pages: { from: inbox, uses: html.interleave }\n  stats: { from: inbox, uses: text.statistics }"),
        new(Codes.BadMerge, "`<<` takes in a map",
            "The key << takes in the entries of another map where the map itself has no such key. What stands behind it must be a map or a list of maps.",
            "stages:\n  pages: { <<: slow, from: inbox, uses: html.interleave }",
            "x-slow: &slow { timeout: 10m }\nstages:\n  pages: { <<: *slow, from: inbox, uses: html.interleave }"),
    ];
}
