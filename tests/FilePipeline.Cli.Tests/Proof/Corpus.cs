using System.Diagnostics;
using System.Security.Cryptography;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>
/// Real Wikipedia pages in a project of their own: the 841 of the corpus and the 40 of the pages' folder. All of them when
/// <c>FILEPIPE_PROOF=full</c>, else the 40 and 110 of the corpus.
/// </summary>
internal sealed class Corpus : IDisposable
{
    public const string Pipeline = """
        name: corpus
        sources: { inbox: { accept: ["*.html"] } }
        stages:
          articles: { from: inbox, uses: html.interleave }
          stats: { from: articles, uses: text.statistics }
        exports:
          articles:
            from: { articles: all, stats: [total_chunks, text_chunks, image_chunks, total_words] }
            split: { train: 80%, validation: 10%, test: 10%, salt: v1 }

        """;

    public static bool IsFull => Environment.GetEnvironmentVariable("FILEPIPE_PROOF") == "full";

    public TempFolder Folder { get; } = new();

    /// <summary>How many pages lie in the inbox.</summary>
    public int Pages => Folder.Files("data/inbox").Count;

    /// <summary>Skips the test where the real pages are not beside the checkout.</summary>
    public static Corpus New()
    {
        var archive = SharedData.Find("corpus/wtq-dev-pool.tar.xz");
        var pages = SharedData.Find("pages");
        Assert.SkipWhen(archive is null || pages is null, "no real pages beside this checkout");
        var corpus = new Corpus();
        corpus.Folder.Write("pipeline.yaml", Pipeline);
        var inbox = Directory.CreateDirectory(corpus.Folder["data/inbox"]).FullName;
        using (var tar = Process.Start("tar", ["xf", archive!, "-C", inbox, "--wildcards", IsFull ? "*.html" : "*/203-1*.html"]))
            tar.WaitForExit();
        foreach (var folder in (string[])["wikipedia-render", "wikipedia-full", "wikipedia-parsoid"])
        {
            foreach (var page in Directory.EnumerateFiles(Path.Combine(pages!, folder), "*.html"))
                File.WriteAllBytes(Directory.CreateDirectory(Path.Combine(inbox, folder)).FullName + "/" + Path.GetFileName(page), File.ReadAllBytes(page));
        }
        return corpus;
    }

    /// <summary>Every file but ledgers, the lock of the export and what may be deleted (<c>.filepipe</c>), with the SHA-256 of its content; of records only their names.</summary>
    public SortedDictionary<string, string> Contents()
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Folder.Files().Where(file => !file.Contains("/.ledger/", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal) && !file.StartsWith(".filepipe/", StringComparison.Ordinal)))
            contents[file] = file.Contains("/.dead/", StringComparison.Ordinal) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Folder[file])));
        return contents;
    }

    public void Dispose() => Folder.Dispose();
}
