using System.Globalization;
using System.Text;
using System.Text.Json;
using FilePipeline.Stages.Html;
using FsCheck;
using FsCheck.Fluent;
using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class TagSoupProperties
{
    private static readonly string[] Names =
    [
        "p", "div", "span", "b", "i", "a", "em", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "td", "th", "caption", "h1", "h2", "h3",
        "section", "blockquote", "pre", "form", "button", "label", "center", "font", "figure", "figcaption", "address", "nav", "footer", "x-new",
    ];

    /// <summary>Words, images and tags in any order, closed or not.</summary>
    private static readonly Gen<string> Soup =
        from pieces in Gen.Frequency(
            (4, Gen.Choose(0, 99999).Select(number => number.ToString(CultureInfo.InvariantCulture))),
            (4, Gen.Elements(Names).Select(name => $"<{name}>")),
            (4, Gen.Elements(Names).Select(name => $"</{name}>")),
            (1, Gen.Elements(Names).Select(name => $"<{name} class='a b' />")),
            (1, Gen.Constant("<img src=i.png alt=7>")),
            (1, Gen.Elements("<br>", " ", "\n", "<!-- 7 -->", "<hr>", "&amp;", "&nbsp;", "<script>7</script>", "</br>", "<wbr>", "<")))
            .ListOf()
        select string.Concat(pieces);

    /// <summary>Anything that looks like a page, broken anywhere.</summary>
    private static readonly Gen<string> Rubbish =
        from pieces in Gen.Frequency(
            (3, Soup),
            (3, Gen.Elements("<", ">", "</", "<!", "<!--", "-->", "<?", "\"", "'", "=", "/", "/>", "&", "&#", "&#x", ";", "\0", "\r", "\uFEFF", "é", "😀")),
            (1, Gen.Elements("<title>", "<script>", "<style>", "</title>", "<textarea>", "<svg>", "</svg>", "<math>", "<template>", "<plaintext>", "<select>",
                "<main>", "</main>", "<article>", "<html lang=a>", "<body>", "<head>", "<base href=", "<meta ", "<p hidden", "<p style='display:none", " class=toc", " id=content")))
            .ListOf()
        select string.Concat(pieces);

    [Fact]
    public void No_letter_is_lost_or_moved_whatever_the_tags() =>
        Prop.ForAll(Soup.ToArbitrary(), html =>
        {
            var letters = string.Concat(Of($"0{html}", Keep).Chunks.Where(chunk => chunk.Type == "text").SelectMany(chunk => chunk.Value).Where(char.IsAsciiDigit));
            return (letters == Digits($"0{html}")).Label($"{html} gives {letters}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void No_two_texts_follow_each_other_and_none_is_blank() =>
        Prop.ForAll(Rubbish.ToArbitrary(), html =>
        {
            var chunks = Of($"0{html}").Chunks;
            return chunks.Zip(chunks.Skip(1)).All(pair => pair.First.Type != "text" || pair.Second.Type != "text")
                && chunks.All(chunk => chunk.Value.Length > 0 && !char.IsWhiteSpace(chunk.Value[0]) && !char.IsWhiteSpace(chunk.Value[^1]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_bytes_give_valid_json_or_a_reason() =>
        Prop.ForAll(Rubbish.Zip(ArbMap.Default.GeneratorFor<byte[]>()).ToArbitrary(), page =>
        {
            var bytes = (byte[])[.. Encoding.UTF8.GetBytes(page.Item1), .. page.Item2, .. Encoding.UTF8.GetBytes(page.Item1)];
            StageOutcome outcome;
            try
            {
                outcome = Run(new Item(ItemKey.Parse("k"), bytes, ".html"));
            }
            catch (ItemFormatException problem)
            {
                return problem.Code == "not_html";
            }
            if (outcome is StageOutcome.Emit emit)
                JsonDocument.Parse(emit.Json).Dispose();
            return outcome is StageOutcome.Emit or StageOutcome.Reject { Code: "empty_page" };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_balanced_page_is_balanced() =>
        Prop.ForAll(Rubbish.ToArbitrary(), html =>
        {
            var once = TagBalance.Restore(html);
            return (TagBalance.Restore(once) == once).Label(once);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Outside tags, comments and scripts.</summary>
    private static string Digits(string html) =>
        string.Concat(System.Text.RegularExpressions.Regex.Replace(html, "<script>7</script>|<!-- 7 -->|<[a-z/][^>]*>", "").Where(char.IsAsciiDigit));
}
