using System.Text.RegularExpressions;
using FilePipeline.TestKit;

namespace FilePipeline.Tests;

/// <summary>References inside the engine go down only; see the picture in <c>src/README.md</c>.</summary>
public sealed partial class FloorTests
{
    private static readonly string[][] Floors = [["Storage"], ["Folders", "Definition"], ["Planning"], ["Running"], ["Status"], ["Care"], ["Hosting"]];

    [GeneratedRegex(@"^using (?:static )?FilePipeline\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [Fact]
    public void Every_file_uses_only_its_own_floor_and_those_below()
    {
        var engine = Path.Combine(SharedData.Repository, "src", "FilePipeline");
        var wrong = new List<string>();
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories))
        {
            var room = Path.GetRelativePath(engine, file).Split(Path.DirectorySeparatorChar)[0];
            if (FloorOf(room) is not { } floor)
                continue;
            seen++;
            foreach (var used in Uses().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            {
                if (used != room && FloorOf(used) is { } below && below >= floor)
                    wrong.Add($"{Path.GetRelativePath(engine, file)} uses {used}");
            }
        }
        Assert.Empty(wrong);
        Assert.InRange(seen, 50, 1_000);
    }

    private static int? FloorOf(string room) => Array.FindIndex(Floors, rooms => rooms.Contains(room)) is var floor and >= 0 ? floor : null;
}
