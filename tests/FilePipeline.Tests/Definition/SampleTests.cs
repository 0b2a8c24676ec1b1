using System.IO.Abstractions;
using FilePipeline.Definition;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.TestKit;

namespace FilePipeline.Tests.Definition;

/// <summary>
/// Every <c>Samples/*.yaml</c> is broken; the <c>.txt</c> beside it is all that is said about it. After a change that is meant,
/// run the tests once with <c>UPDATE_SAMPLES=1</c> and read the difference.
/// </summary>
public sealed class SampleTests
{
    private static readonly string _folder = Path.Combine(SharedData.Repository, "tests", "FilePipeline.Tests", "Definition", "Samples");

    /// <summary>What cannot stand in a repository of texts.</summary>
    private static readonly Dictionary<string, Action<TempFolder>> _made = new()
    {
        ["FP0001-missing-file"] = _ => { },
        ["FP0001-folder"] = folder => Directory.CreateDirectory(folder["pipeline.yaml"]),
        ["FP0003-latin-1"] = folder => folder.Write("pipeline.yaml", "name: demo\ndescription: caf"u8.ToArray().Append((byte)0xE9).ToArray()),
        ["FP0003-utf-16"] = folder => folder.Write("pipeline.yaml", System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes("name: demo")).ToArray()),
        ["FP0003-control-character"] = folder => folder.Write("pipeline.yaml", "name: demo\ndescription: \u001b[31mred\n"),
        ["FP0009-too-large"] = folder => folder.Write("pipeline.yaml", "name: demo\n" + new string('#', 1 << 20)),
    };

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(_folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Concat(_made.Keys).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_broken_file_is_told_what_is_wrong_with_it(string name)
    {
        var result = Load(name);
        var shown = result.Diagnostics.Select(problem => problem with { File = "pipeline.yaml", Message = problem.Message.Replace(problem.File, "pipeline.yaml", StringComparison.Ordinal) }).ToList();
        var text = new DiagnosticText(result.Text).Render(shown);

        var expected = Path.Combine(_folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1")
            File.WriteAllText(expected, text);
        Assert.Equal(File.ReadAllText(expected), text);
        Assert.NotEmpty(shown);
        if (name.StartsWith("FP", StringComparison.Ordinal))
            Assert.Contains(name[..6], shown.Select(problem => problem.Code));
        Assert.Equal(shown.Exists(problem => problem.Severity == Severity.Error), result.Definition is null);
    }

    [Fact]
    public void Every_code_has_a_sample() =>
        Assert.Empty(DiagnosticCatalog.All.Select(explanation => explanation.Code).Except(Names.Select(name => name.Data[..6])));

    [Fact]
    public void Every_code_that_is_said_is_explained() =>
        Assert.Empty(typeof(Codes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Except(DiagnosticCatalog.All.Select(explanation => explanation.Code)));

    private static PipelineLoadResult Load(string name)
    {
        using var folder = new TempFolder();
        if (_made.TryGetValue(name, out var make))
            make(folder);
        else
            File.Copy(Path.Combine(_folder, name + ".yaml"), folder["pipeline.yaml"]);
        return new PipelineFile(new FileSystem(), SampleStages.Catalog, _ => null).Load(folder["pipeline.yaml"]);
    }
}
