using System.IO.Abstractions;
using System.Text.RegularExpressions;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Stages;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests;

/// <summary>What the documents show can be typed.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>What only a part of a file brings up: keys, folders and stages that the rest of it, or the reader, would have.</summary>
    private static readonly string[] OfParts = ["FP1002", "FP2001", "FP2006", "FP2007", "FP2008"];

    private static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(Path.Combine(SharedData.Repository, "docs"), "*.md").Append(Path.Combine(SharedData.Repository, "README.md")).Order(StringComparer.Ordinal);

    public static TheoryData<string, string> Blocks =>
    [
        .. Documents.SelectMany(document => YamlBlock().Matches(File.ReadAllText(document))
            .Select(block => new TheoryDataRow<string, string>(Path.GetFileName(document), block.Groups["yaml"].Value))),
    ];

    [Theory, MemberData(nameof(Blocks))]
    public void YAML_that_is_shown_is_valid(string document, string yaml)
    {
        var isWhole = yaml.StartsWith("name:", StringComparison.Ordinal);
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", isWhole ? yaml : FrameOf(yaml) + yaml);

        var loaded = new PipelineFile(new FileSystem(), FilePipelineStages.AddTo(new StageCatalog()), _ => null).Load(folder["pipeline.yaml"]);

        var problems = loaded.Diagnostics.Where(problem => isWhole || !OfParts.Contains(problem.Code)).Select(problem => $"{document}:{problem.Line} {problem.Code} {problem.Message}");
        Assert.Equal([], problems);
    }

    /// <summary>What the reader has around a part.</summary>
    private static string FrameOf(string yaml) => "name: shown\n" + yaml[..2] switch
    {
        "  " => "stages:\n",
        "ex" => "sources: { inbox: {} }\nstages:\n  articles: { from: inbox, uses: json.copy }\n  stats: { from: articles, uses: json.copy }\n",
        _ => "",
    };

    [Fact]
    public async Task Every_command_that_is_named_is_there()
    {
        using var bench = new Workbench(pipeline: null);
        var named = Documents.SelectMany(document => Command().Matches(File.ReadAllText(document)).Select(command => command.Groups["name"].Value)).Distinct().ToList();
        Assert.Contains("run", named);
        foreach (var name in named)
            Assert.Contains($"Usage  filepipe {name}", (await bench.CallAsync("help", name)).Answer, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\bfilepipe (?<name>[a-z]+)")]
    private static partial Regex Command();
}
