using System.IO.Abstractions;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Definition;

/// <summary>Loads texts as <c>pipeline.yaml</c>.</summary>
internal static class Pipelines
{
    public const string Valid = """
        name: wikipedia
        description: Articles and what can be learned from them
        x-common: &common { timeout: 90s, retry: { attempts: 7 } }
        durability: strict
        sources:
          inbox: { accept: ["*.json", "*.html"], settle: 500ms }
          seeds:
        defaults:
          retry: { attempts: 5, backoff: linear, initial: 2s, max: 10m, jitter: false }
          timeout: 30s
          concurrency: 2
        limits: { item_size: 8MiB }
        stages:
          articles: { from: pages, uses: html.interleave }   # written before what it reads
          pages:
            <<: *common
            from: inbox
            uses: http.get
            with:
              url: $.page_url
              user_agent: "filepipe (${CONTACT:-nobody@example.org})"
              max_bytes: 2MB
              accept: [200, 203]
              headers: { Accept-Language: en }
            concurrency: ${WORKERS}
            retry: { immediate: 3, errors: [timeout, http_429, http_5xx], except: [http_501], respect_retry_after: false }
          stats: { from: articles, uses: text.statistics, version: 2, enabled: false, description: "costs $$5" }
        exports:
          articles:
            from: { articles: all, stats: "total_*", pages: [url, title] }
            split: { train: 80%, validation: 10%, test: 10%, salt: v2 }
          raw: { from: [pages, articles], to: out/raw, compression: gzip, split: { a: 995, b: 5 } }
          plain: { from: stats }
          chunks:
            from: articles
            format: csv
            rows: chunks
            columns: { saved: timestamp, price: "decimal(9, 2)", title: { description: As shown }, words: { type: int32, description: "${WORKERS} or more" } }
            require: { failed_below: 2.5% }
            shard: 100MB
          small: { from: stats, row_group: 8MiB }

        """;

    public static PipelineLoadResult Load(string yaml) => Load(yaml, _ => null);

    public static PipelineLoadResult Load(string yaml, Func<string, string?> environment)
    {
        using var folder = new TempFolder();
        return new PipelineFile(new FileSystem(), SampleStages.Catalog, environment).Load(folder.Write("pipeline.yaml", yaml));
    }

    /// <summary>The codes of what is wrong, in order.</summary>
    public static IEnumerable<string> Codes(string yaml) => Load(yaml).Diagnostics.Select(problem => problem.Code);

    public static string Describe(PipelineLoadResult result) => new DiagnosticText(result.Text).Render(result.Diagnostics);

    /// <summary>The definition of a text that must be valid.</summary>
    public static PipelineDefinition Define(string yaml)
    {
        var result = Load(yaml, name => name == "WORKERS" ? "12" : null);
        Assert.True(result.Definition is not null, Describe(result));
        return result.Definition;
    }

    /// <summary>A pipeline of one stage, with more lines of it (without indentation) and more of its <c>with</c>.</summary>
    public static string OneStage(string lines = "", string uses = "text.statistics") => $"""
        name: one
        sources: [inbox: ]
        stages:
          only:
            from: inbox
            uses: {uses}
        """.Replace("[inbox: ]", "{ inbox: }", StringComparison.Ordinal) + "\n" + string.Concat(lines.Split('\n').Select(line => "    " + line + "\n"));
}
