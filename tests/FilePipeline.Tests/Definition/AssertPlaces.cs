using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Tests.Definition;

internal static class AssertPlaces
{
    /// <summary>Every place lies in the text, and what it underlines on one line of it.</summary>
    public static void Inside(IEnumerable<Diagnostic> diagnostics, string text)
    {
        var source = new SourceText("", text);
        foreach (var problem in diagnostics)
        {
            Inside(source, problem.Line, problem.Column, problem.Length);
            foreach (var place in problem.Related)
                Inside(source, place.Line, place.Column, place.Length);
        }
    }

    private static void Inside(SourceText source, int line, int column, int length)
    {
        Assert.InRange(line, 1, source.Lines.Count);
        var width = source.Line(line - 1).Length;
        // one past the end: something is missing there
        Assert.InRange(column, 1, width + 1);
        Assert.InRange(length, 1, Math.Max(1, width + 1 - column));
    }
}
