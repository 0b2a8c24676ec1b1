using FilePipeline.Folders;
using FilePipeline.Planning;
using FilePipeline.Status;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Tests.Status;

public sealed class ItemFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages = ["pages", "page-stats", "model"];

    /// <summary>pages, en/Old Art, failed three times with http_404, an hour and a half ago.</summary>
    private static readonly StageItem Item = new("pages", ItemKey.Parse("en/Old Art"), ItemState.Failed, Reason.RetryWait, Now.AddMinutes(-90))
    {
        Attempts = 3, Error = new RecordError("http_404", "Not Found"),
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("state:failed", true)]
    [InlineData("state:dead", false)]
    [InlineData("state:dead,failed", true)]
    [InlineData("state:failed state:dead", false)]
    [InlineData("stage:pages", true)]
    [InlineData("stage:page*", true)]
    [InlineData("stage:model", false)]
    [InlineData("error:http_404", true)]
    [InlineData("error:http_4??", true)]
    [InlineData("error:timeout,http_*", true)]
    [InlineData("error:timeout", false)]
    [InlineData("reason:retry_wait", true)]
    [InlineData("key:en/*", true)]
    [InlineData("key:en/old*", false)]
    [InlineData("key:en", false)]
    [InlineData("key:\"en/Old Art\"", true)]
    [InlineData("\"key:x\"", false)]
    [InlineData("old", true)]
    [InlineData("\"old art\"", true)]
    [InlineData("new", false)]
    [InlineData("attempts:3", true)]
    [InlineData("attempts:=3", true)]
    [InlineData("attempts:>=3", true)]
    [InlineData("attempts:>3", false)]
    [InlineData("attempts:<4", true)]
    [InlineData("attempts:<=2", false)]
    [InlineData("age:>1h", true)]
    [InlineData("age:>2h", false)]
    [InlineData("age:<1h30m", false)]
    [InlineData("age:<=1h30m", true)]
    [InlineData("state:failed stage:pages error:http_404 key:en/* attempts:>=3 age:>1h", true)]
    [InlineData("  state:failed\tstage:model  ", false)]
    public void All_terms_must_hold(string text, bool expected)
    {
        Assert.True(ItemFilter.TryParse(text, Stages, out var filter, out var problems), string.Join('\n', problems));
        Assert.Equal(expected, filter.Matches(Item, Now));
    }

    [Theory]
    [InlineData("stat:failed", 0, 4, "there is no field `stat`; did you mean `state`?")]
    [InlineData("state:dead,faild", 11, 5, "there is no state `faild`; did you mean `failed`?")]
    [InlineData("stage:modle", 6, 5, "there is no stage `modle`; did you mean `model`?")]
    [InlineData("stage:", 6, 0, "a stage is missing; there are pages, page-stats, model")]
    [InlineData("x key:\"a b", 6, 1, "this quote is never closed")]
    [InlineData("attempts:>=x", 9, 3, "`>=x` is no number of attempts; write attempts:3 or attempts:>=3")]
    [InlineData("age:PT1H", 4, 4, "`PT1H` is no age; PT1H is ISO-8601; write 1h, as age:>1h")]
    public void What_is_wrong_is_told_with_its_place(string text, int position, int length, string message)
    {
        Assert.False(ItemFilter.TryParse(text, Stages, out var filter, out var problems));
        Assert.Equal(new FilterProblem(position, length, message), Assert.Single(problems));
        Assert.False(filter.Matches(Item, Now));
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        Assert.False(ItemFilter.TryParse("stat:failed stage:nix age:old", Stages, out _, out var problems));
        Assert.Equal(3, problems.Count);
    }

    [Fact]
    public void Any_text_is_a_filter_or_has_problems_inside_it() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var parsed = ItemFilter.TryParse(text, Stages, out var filter, out var problems);
            Assert.Equal(parsed, problems.Count == 0);
            Assert.All(problems, problem => Assert.InRange(problem.Position + problem.Length, 0, text.Length + 1));
            filter.Matches(Item, Now);
        }).QuickCheckThrowOnFailure();

    private static Gen<string> Texts() =>
        Gen.Elements("state", "stage", ":", ":", " ", "\"", "*", "?", ",", ">=", "<", "3", "1h", "pages", "failed", "key", "age", "\n", "和", "a")
            .ListOf().Select(words => string.Concat(words));
}
