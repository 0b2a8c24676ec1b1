namespace FilePipeline.Definition.Words;

/// <summary>The keys of <c>pipeline.yaml</c>, section by section.</summary>
internal static class PipelineWords
{
    public static SectionWords Source { get; } = new(
        new("accept", "Which dropped files are items, as globs over their extension: [\"*.json\", \"*.html\"]. The key of an item is its path without the extension. Default: *.json.",
            () => Shapes.List(Shapes.Pattern(Shapes.Accept, "*.json", "*.html"))),
        new("settle", "How long a dropped file must have been left alone before it is taken. Default: 1s.", Shapes.Durations))
    {
        Later = ["after", "order", "priority", "expand", "key"],
        Synonyms = new Dictionary<string, string> { ["extensions"] = "accept", ["glob"] = "accept", ["pattern"] = "accept", ["match"] = "accept", ["wait"] = "settle" },
    };

    public static SectionWords Retry { get; } = new(
        new("immediate", "Further tries at once inside the same attempt. Default: 0.", () => Shapes.Integer(0, Limits.Immediate)),
        new("attempts", "All attempts together; after the last the item is dead. Default: 3.", () => Shapes.Integer(1, Limits.Attempts)),
        new("backoff", "How the pause grows from attempt to attempt. Default: exponential.", () => Shapes.Words(typeof(Backoff))),
        new("initial", "The pause after the first failed attempt. Default: 1s.", Shapes.Durations),
        new("max", "The longest pause. Default: 5m.", Shapes.Durations),
        new("jitter", "Takes up to half off each pause, so that what failed together does not come back together. Default: true.", Shapes.Boolean),
        new("errors", "Only these codes are tried again, as timeout, http_429, http_5xx; others are final at once. Default: all.", () => Shapes.List(Shapes.Pattern(Shapes.ErrorCode))),
        new("except", "These codes are never tried again.", () => Shapes.List(Shapes.Pattern(Shapes.ErrorCode))),
        new("respect_retry_after", "Wait at least as long as the other side has asked for. Default: true.", Shapes.Boolean))
    {
        Synonyms = new Dictionary<string, string> { ["max_attempts"] = "attempts", ["count"] = "attempts", ["times"] = "attempts", ["limit"] = "attempts", ["delay"] = "initial", ["interval"] = "initial", ["max_delay"] = "max", ["strategy"] = "backoff" },
    };

    private static KeyWord Timeout { get; } = new("timeout", "The longest time for one attempt at one item. Default: 60s.", Shapes.Durations);

    private static KeyWord Concurrency { get; } = new("concurrency", "Items at a time in one worker. Default: auto, as many as there are processors.",
        () => Shapes.AnyOf(Shapes.Integer(1, Limits.Concurrency), new() { ["const"] = "auto" }));

    private static KeyWord Retries { get; } = new("retry", "How often and when an item that failed is tried again.", () => Shapes.Section(Retry));

    public static SectionWords Defaults { get; } = new(Retries, Timeout, Concurrency);

    public static SectionWords Stage { get; } = new(
        new("from", "The folder it reads: a source or another stage.", Shapes.Text, Required: true),
        new("uses", "The kind of stage, as html.interleave.", Shapes.Text, Required: true),
        new("with", "The stage's parameters. Changing one makes its results stale.", () => Shapes.Map([])),
        new("version", "Raise it to have all results made again. Default: 1.", () => Shapes.Integer(1, int.MaxValue)),
        Concurrency,
        Timeout,
        Retries,
        new("enabled", "false: the stage does no work; its results stay. Default: true.", Shapes.Boolean),
        new("description", "For people.", Shapes.Text))
    {
        Later = ["run", "beside", "emits", "collect", "batch", "rate", "order", "if", "schema", "expect", "on_violation", "tags", "keep_versions", "mode", "env"],
        Synonyms = new Dictionary<string, string>
        {
            ["input"] = "from", ["needs"] = "from", ["depends_on"] = "from", ["source"] = "from", ["reads"] = "from",
            ["stage"] = "uses", ["type"] = "uses", ["use"] = "uses", ["image"] = "uses",
            ["args"] = "with", ["params"] = "with", ["parameters"] = "with", ["options"] = "with", ["config"] = "with", ["inputs"] = "with",
            ["workers"] = "concurrency", ["threads"] = "concurrency", ["parallel"] = "concurrency", ["parallelism"] = "concurrency",
            ["retries"] = "retry", ["disabled"] = "enabled",
        },
    };

    public static SectionWords Column { get; } = new(
        new("type", "boolean, int32, int64, float32, double, text, date, timestamp, json (any value), binary (Base64) or decimal(digits,digits after the point). Default: as the items tell.",
            () => Shapes.Pattern(Shapes.ColumnType, "date", "decimal(9,2)")),
        new("description", "For people: stands in the card.", Shapes.Text))
    {
        Synonyms = new Dictionary<string, string> { ["dtype"] = "type", ["comment"] = "description", ["doc"] = "description" },
    };

    public static SectionWords Require { get; } = new(
        new KeyWord("failed_below", "The share of a folder's keys that are failed or dead must be below this: 2%.", () => Shapes.Pattern(Shapes.Share, "2%")));

    public static SectionWords Export { get; } = new(
        new("from", "A folder; a list of folders, joined by key; or a map from folder to the columns that are taken from it.", () => Shapes.AnyOf(
            Shapes.Text(), Shapes.List(Shapes.Text()), Shapes.Map(Shapes.AnyOf(Shapes.Text(), Shapes.List(Shapes.Text())))), Required: true),
        new("to", "The dataset's folder. Default: datasets/ and the export's name.", Shapes.Text),
        new("split", "Parts and their shares, in percent that sum to 100 or as whole numbers: { train: 80%, test: 20% }. `salt` makes another partition. Default: all in train.",
            () => Shapes.Map(Shapes.AnyOf(Shapes.Pattern(Shapes.Percent, "80%"), Shapes.Integer(1, Limits.Weight)), ("salt", Shapes.Text()))),
        new("format", "What the files are. Default: parquet.", () => Shapes.Words(typeof(ExportFormat))),
        new("compression", "Of Parquet files. Default: snappy.", () => Shapes.Words(typeof(Compression))),
        new("rows", "A field that holds an array: each of its elements becomes a row, with its place in `row_index`. Default: each item is a row.", Shapes.Text),
        new("columns", "What is said of columns by hand: a type, as { price: \"decimal(9,2)\" }, or { type: date, description: When it was saved }.",
            () => Shapes.Map(Shapes.AnyOf(Shapes.Pattern(Shapes.ColumnType, "date", "decimal(9,2)"), Shapes.Section(Column)))),
        new("require", "What must hold before anything is exported.", () => Shapes.Section(Require)),
        new("row_group", "The size of a Parquet row group before compression. Default: 64MiB, and never more than 122,880 rows.", Shapes.Sizes),
        new("shard", "A file that has grown to this size is closed and another begun. Default: 400MiB.", Shapes.Sizes))
    {
        Later = ["where", "card"],
        Synonyms = new Dictionary<string, string>
        {
            ["input"] = "from", ["output"] = "to", ["path"] = "to", ["splits"] = "split", ["explode"] = "rows", ["unnest"] = "rows", ["flatten"] = "rows",
            ["schema"] = "columns", ["types"] = "columns", ["codec"] = "compression", ["row_group_size"] = "row_group", ["shard_size"] = "shard", ["max_shard_size"] = "shard",
        },
    };

    public static SectionWords Limit { get; } = new(
        new KeyWord("item_size", "A larger item is a dead letter. MB is 1,000,000 bytes, MiB 1,048,576. Default: 64MiB.", Shapes.Sizes));

    public static SectionWords Pipeline { get; } = new(
        new("name", "The pipeline's name.", Shapes.Text, Required: true),
        new("description", "For people.", Shapes.Text),
        new("data", "The folder that holds the folders. Default: data.", Shapes.Text),
        new("durability", "What a power loss may take back: balanced, the last second of results; strict, nothing; none, anything. Default: balanced.", () => Shapes.Words(typeof(Durability))),
        new("sources", "The folders that people and programs drop items into.", () => Shapes.NamedMap(Shapes.Section(Source))),
        new("defaults", "For all stages that do not say otherwise.", () => Shapes.Section(Defaults)),
        new("stages", "What is made of the items: each stage reads one folder and owns the folder of its name.", () => Shapes.NamedMap(Shapes.Section(Stage)), Required: true),
        new("exports", "Datasets that are made of the folders.", () => Shapes.NamedMap(Shapes.Section(Export))),
        new("limits", "Bounds of the whole pipeline.", () => Shapes.Section(Limit)))
    {
        AllowsOwn = true,
        Later = ["include", "env_file", "vars", "json", "schedules", "health", "alerts", "retention", "dashboard"],
        Synonyms = new Dictionary<string, string> { ["steps"] = "stages", ["jobs"] = "stages", ["tasks"] = "stages", ["services"] = "stages", ["inputs"] = "sources", ["outputs"] = "exports", ["datasets"] = "exports" },
    };
}
