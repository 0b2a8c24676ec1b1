using System.Text.Json;
using FilePipeline.Status;

namespace FilePipeline.Tests.Status;

public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"b":[1,2],"a":1.0}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "Changed a")]
    [InlineData("""{"a":1}""", """{"b":1}""", "Removed a, Added b")]
    [InlineData("""{"a":{"b":[{"c":1},{"c":2}]}}""", """{"a":{"b":[{"c":1},{"c":3}]}}""", "Changed a.b[1].c")]
    [InlineData("[1,2,3]", "[1,9,2,3]", "Added [1]")]
    [InlineData("[1,2,3,4]", "[1,4]", "Removed [1], Removed [2]")]
    [InlineData("1", "[]", "Changed ")]
    [InlineData("""{"a b":1,"":2}""", "{}", """Removed ["a b"], Removed [""]""")]
    public void Differences_are_told_by_path(string before, string after, string expected)
    {
        using var one = JsonDocument.Parse(before);
        using var two = JsonDocument.Parse(after);
        Assert.Equal(expected, string.Join(", ", JsonDifference.Between(one.RootElement, two.RootElement).Select(change => $"{change.Kind} {change.Path}")));
    }
}
