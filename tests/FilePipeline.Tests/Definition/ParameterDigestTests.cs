using System.Text;
using FilePipeline.Definition.Binding;

namespace FilePipeline.Tests.Definition;

public sealed class ParameterDigestTests
{
    private const string OfNothing = "44136fa355b3678a"; // SHA-256 of {}

    [Fact]
    public void Defaults_are_left_out_so_a_new_parameter_makes_nothing_stale()
    {
        Assert.Equal(OfNothing, Digest("", "text.statistics"));
        Assert.Equal(OfNothing, Digest("", "html.interleave"));
        Assert.Equal(OfNothing, Digest("with: { images: true, links: keep, drop: [] }", "html.interleave"));
    }

    [Fact]
    public void The_order_in_the_file_does_not_matter_and_every_value_does()
    {
        var digests = new[]
        {
            Digest("with: { url: $.u, headers: { a: x, b: y }, accept: [200, 203] }", "http.get"),
            Digest("with: { url: $.u, headers: { a: x, b: y }, accept: [203, 200] }", "http.get"),
            Digest("with: { url: $.u, headers: { a: x }, accept: [200, 203] }", "http.get"),
            Digest("with: { url: $.u, archive: '' }", "http.get"),
            Digest("with: { url: $.u }", "http.get"),
            Digest("with: { url: $.u, pause: 1s }", "http.get"),
        };
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(digests[0], Digest("with: { accept: [200, 203], headers: { b: y, a: x }, url: $.u }", "http.get"));
    }

    [Fact]
    public void The_digest_is_of_compact_sorted_JSON() =>
        Assert.Equal("""{"accept":[203],"headers":{"a":"é","b":"y"},"max_bytes":2,"pause":"00:00:01","url":"$.u"}""", Encoding.UTF8.GetString(ParameterDigest.Json(new SampleStages.FetchParameters
        {
            Url = "$.u",
            Pause = TimeSpan.FromSeconds(1),
            MaxBytes = 2,
            Headers = new Dictionary<string, string> { ["b"] = "y", ["a"] = "é" },
            Accept = [203],
        })));

    private static string Digest(string lines, string uses) => Pipelines.Define(Pipelines.OneStage(lines, uses)).Stages[0].WithDigest;
}
