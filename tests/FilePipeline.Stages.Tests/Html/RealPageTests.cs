using System.Diagnostics;
using System.Text.Json;
using FilePipeline.Stages.Html;
using FilePipeline.TestKit;

namespace FilePipeline.Stages.Tests.Html;

/// <summary>Pages that people have published, where this checkout has them.</summary>
public sealed class RealPageTests(ITestOutputHelper output)
{
    /// <summary>The facts were counted by three HTML 5 parsers that agree.</summary>
    [Fact]
    public void Images_and_letters_are_those_that_three_other_parsers_count()
    {
        var facts = SharedData.Find("pages/facts.jsonl");
        if (facts is null)
            Assert.Skip("the real pages are not here");

        int pages = 0, images = 0, letters = 0;
        foreach (var line in File.ReadLines(facts))
        {
            using var fact = JsonDocument.Parse(line);
            var file = fact.RootElement.GetProperty("file").GetString()!;
            var main = fact.RootElement.GetProperty("main");
            var page = Interleaving.Of(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(facts)!, file)), Interleaving.Keep);
            pages++;

            var foundImages = page.Chunks.Count(chunk => chunk.Type == "image");
            var (fewest, most) = Range(fact.RootElement, main, "img_ge40");
            if (foundImages >= fewest && foundImages <= most)
                images++;
            else
                output.WriteLine($"{file}: {foundImages} images for {fewest}-{most}");

            var foundLetters = Interleaving.Letters(page);
            var (least, greatest) = Range(fact.RootElement, main, "letters_vis");
            if (foundLetters >= least * 0.98 && foundLetters <= greatest * 1.02)
                letters++;
            else
                output.WriteLine($"{file}: {foundLetters} letters for {least}-{greatest}");
        }
        output.WriteLine($"{pages} pages, images right on {images}, letters on {letters}");
        Assert.True(images >= pages * 0.97, $"images are right on {images} of {pages} pages");
        Assert.True(letters >= pages * 0.98, $"letters are right on {letters} of {pages} pages");
    }

    [Fact]
    public void Every_article_of_a_large_collection_gives_text()
    {
        var archive = SharedData.Find("corpus/wtq-dev-pool.tar.xz");
        if (archive is null)
            Assert.Skip("the collection is not here");
        using var folder = new TempFolder();
        if (!TryUnpack(archive, folder.Path))
            Assert.Skip("there is no tar that unpacks xz here");

        var files = Directory.GetFiles(folder.Path, "*.html", SearchOption.AllDirectories);
        Assert.Equal(841, files.Length);
        foreach (var file in files)
            Assert.True(Interleaving.Of(File.ReadAllBytes(file)).Chunks.Any(chunk => chunk.Type == "text"), file);
    }

    private static (int Least, int Greatest) Range(JsonElement fact, JsonElement main, string name) =>
        fact.TryGetProperty("range", out var ranges) && ranges.TryGetProperty("main." + name, out var range)
            ? (range[0].GetInt32(), range[1].GetInt32())
            : (main.GetProperty(name).GetInt32(), main.GetProperty(name).GetInt32());

    private static bool TryUnpack(string archive, string folder)
    {
        try
        {
            using var tar = Process.Start(new ProcessStartInfo("tar", ["xf", archive, "-C", folder]) { RedirectStandardError = true });
            tar!.WaitForExit();
            return tar.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
