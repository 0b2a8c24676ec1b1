namespace FilePipeline.Definition.Diagnostics.Explanations;

/// <summary>FP20xx.</summary>
internal static class GraphExplanations
{
    public static IReadOnlyList<Explanation> All { get; } =
    [
        new(Codes.UnknownFolder, "`from` names a folder that nothing makes",
            "`from` names a source or another stage. Folders that people and programs drop items into are declared below `sources`.",
            "sources: { inbox: {} }\nstages:\n  pages: { from: inbx, uses: html.interleave }",
            "sources: { inbox: {} }\nstages:\n  pages: { from: inbox, uses: html.interleave }"),
        new(Codes.Cycle, "stages read each other in a circle",
            "No item could ever get into the circle. One of the stages must read a source, or a stage outside.",
            "stages:\n  a: { from: b, uses: html.interleave }\n  b: { from: a, uses: text.statistics }",
            "stages:\n  a: { from: inbox, uses: html.interleave }\n  b: { from: a, uses: text.statistics }"),
        new(Codes.NamesDifferByCase, "two names differ only by case",
            "On the disks of many machines such names are one and the same folder.",
            "sources: { inbox: {} }\nstages:\n  Inbox: { from: inbox, uses: html.interleave }",
            "sources: { inbox: {} }\nstages:\n  pages: { from: inbox, uses: html.interleave }"),
        new(Codes.StageNamedAsSource, "a source and a stage of one name",
            "A stage owns the folder of its name and writes its results there; a source's folder belongs to those who drop items.",
            "sources: { inbox: {} }\nstages:\n  inbox: { from: inbox, uses: html.interleave }",
            "sources: { inbox: {} }\nstages:\n  pages: { from: inbox, uses: html.interleave }"),
        new(Codes.BadName, "a name that no folder can have",
            "Names become folders, words of the command line and parts of globs: letters, digits, `_` and `-`, not beginning with `-`, at most 100.",
            "stages:\n  my pages: { from: inbox, uses: html.interleave }",
            "stages:\n  my-pages: { from: inbox, uses: html.interleave }"),
        new(Codes.NothingFeeds, "a stage that nothing feeds",
            "The stage it reads is not enabled. It will work off what is there, but no new items arrive.",
            "stages:\n  pages: { from: inbox, uses: html.interleave, enabled: false }\n  stats: { from: pages, uses: text.statistics }",
            "stages:\n  pages: { from: inbox, uses: html.interleave, enabled: false }\n  stats: { from: pages, uses: text.statistics, enabled: false }"),
        new(Codes.UnknownStageType, "an unknown kind of stage",
            "`uses` names a built-in stage, or one of your own that is registered under this name with [Stage(\"name\")].",
            "stages:\n  pages: { from: inbox, uses: html.interleav }",
            "stages:\n  pages: { from: inbox, uses: html.interleave }"),
        new(Codes.NoStages, "a pipeline without stages",
            "Without a stage nothing is ever done.",
            "stages: {}",
            "stages:\n  pages: { from: inbox, uses: html.interleave }"),
    ];
}
