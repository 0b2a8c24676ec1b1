using System.Diagnostics;
using System.Text.Json;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>Real pages through the whole pipeline, by the program itself: undisturbed, killed again and again, shared by several.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    /// <summary>The kills are spread over so many projects: each begins with everything still to do.</summary>
    private const int Projects = 5;

    private const int KillsPerProject = 20;

    [Fact]
    public async Task Every_page_becomes_a_row_and_none_is_lost()
    {
        using var corpus = Corpus.New();
        var clock = Stopwatch.StartNew();
        var (exit, answer, talk) = await Filepipe.RunAsync(corpus.Folder.Path, "run", "--plain");
        var elapsed = clock.Elapsed;

        Assert.True(exit == 0, answer + talk);
        Assert.Empty(corpus.Folder.Files("data/articles/.dead"));
        var statistics = corpus.Folder.Files("data/stats").Where(file => file[0] != '.').ToList();
        Assert.Equal(corpus.Pages, statistics.Count);
        Assert.All(statistics, file =>
            Assert.True(JsonDocument.Parse(corpus.Folder.Read($"data/stats/{file}")).RootElement.GetProperty("text_chunks").GetInt32() > 0, file));
        output.WriteLine($"{corpus.Pages} pages in {elapsed.TotalSeconds:0.0} s: {corpus.Pages / elapsed.TotalSeconds:0} pages/s, start and export included");
    }

    [Fact]
    public async Task Killed_a_hundred_times_it_ends_with_the_same_bytes_and_nothing_left_over()
    {
        SortedDictionary<string, string> expected;
        using (var undisturbed = Corpus.New())
        {
            Assert.Equal(0, (await Filepipe.RunAsync(undisturbed.Folder.Path, "run", "--plain")).Exit);
            expected = undisturbed.Contents();
        }
        var chance = new Random(20261125);
        var kills = 0;
        for (var project = 0; project < Projects; project++)
        {
            using var corpus = Corpus.New();
            for (var killed = 0; killed < KillsPerProject;)
            {
                using var program = Filepipe.Start(corpus.Folder.Path, "run", "--plain");
                await Task.WhenAny(program.EndAsync(), Task.Delay(chance.Next(50, 1_500)));
                if (await program.KillAsync())
                    killed++;
                else
                    break; // everything was done: the next project
                kills++;
            }
            var (exit, answer, talk) = await Filepipe.RunAsync(corpus.Folder.Path, "run", "--plain");
            Assert.True(exit == 0, answer + talk);
            var actual = corpus.Contents();
            Assert.Equal(expected.Keys, actual.Keys);
            Assert.Equal(expected, actual);
            if (kills < (project + 1) * KillsPerProject && project == Projects - 1)
                project--; // one more, until a hundred kills have met a living worker
            if (kills >= Projects * KillsPerProject)
                break;
        }
        Assert.InRange(kills, Projects * KillsPerProject, int.MaxValue);
        output.WriteLine($"{kills} kills, {expected.Count} files equal each time");
    }
}
