using System.Text;
using FilePipeline.TestKit;
using YamlDotNet.RepresentationModel;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

public sealed class DatasetCardTests
{
    [Fact]
    public void A_new_card_tells_the_hub_files_types_and_sizes()
    {
        using var shop = new Workshop();
        shop.Item("a", "a/b/c", """{"b":true,"d":1.5,"l":["x"],"ll":[[1]],"ls":[{"s":1}],"n":1,"st":{"a":"x"},"yes":"t","odd name: é\"\u0001":1}""");
        var result = shop.Run(shop.Export(All("a")) with { Split = Split });
        var card = shop.Folder.Read("datasets/set/README.md");

        var yaml = FrontMatter(card);
        Assert.Equal(
            """{ { configs, [ { { config_name, default }, { data_files, [ { { split, train }, { path, data/train-* } } ] } } ] } }""",
            Only(yaml, "configs").ToString());
        Assert.Equal("""{ { size_categories, [ n<1K ] } }""", Only(yaml, "size_categories").ToString());
        var info = (YamlMappingNode)yaml["dataset_info"];
        Assert.Equal(
            [
                "{ { name, key }, { dtype, string } }",
                "{ { name, b }, { dtype, bool } }",
                "{ { name, d }, { dtype, float64 } }",
                "{ { name, l }, { list, string } }",
                "{ { name, ll }, { list, { { list, int64 } } } }",
                "{ { name, ls }, { list, [ { { name, s }, { dtype, int64 } } ] } }",
                "{ { name, n }, { dtype, int64 } }",
                "{ { name, odd name: é\"\u0001 }, { dtype, int64 } }",
                "{ { name, st }, { struct, [ { { name, a }, { dtype, string } } ] } }",
                "{ { name, yes }, { dtype, string } }",
            ],
            ((YamlSequenceNode)info["features"]).Select(feature => feature.ToString()));
        Assert.Contains("- name: \"yes\"\n", card, StringComparison.Ordinal);
        Assert.Equal(
            $$"""[ { { name, train }, { num_bytes, {{result.Splits[0].JsonBytes}} }, { num_examples, 1 } } ]""",
            info["splits"].ToString());
        Assert.Equal($"{result.Files.Single(file => file.Split == "train").Bytes}", info["download_size"].ToString());
        Assert.Contains("\n# set\n", card, StringComparison.Ordinal);
        Assert.Contains("Without rows, and for that reason not among the configured splits: `validation`, `test`.", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_of_the_front_matter_is_one_that_the_hub_lists()
    {
        if (SharedData.Find("conformance/hf-dataset-card/datasetcard.md") is not { } list)
        {
            Assert.Skip("the hub's list of keys is not here");
            return;
        }
        using var shop = new Workshop();
        shop.Item("a", "x", """{"l":[{"s":[1]}],"n":1,"st":{"a":"x"}}""");
        shop.Run(shop.Export(All("a")) with { Split = Split });
        var listed = File.ReadLines(list).Select(line => line.TrimStart('-', ' ', '#').Split(':')[0]).ToHashSet();
        var card = shop.Folder.Read("datasets/set/README.md");
        var written = card[..card.IndexOf("\n---\n", StringComparison.Ordinal)].Split('\n').Skip(1).Select(line => line.TrimStart('-', ' ').Split(':')[0]).Where(key => !key.Contains('<', StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("download_size", written);
        // `list` and `struct` are the words of datasets.Features for what the list calls `sequence`
        Assert.Equal(["list", "struct"], written.Except(listed).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_user_wrote_stays_byte_for_byte()
    {
        using var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var card = shop.Folder.Read("datasets/set/README.md");
        var mine = Encoding.Latin1.GetBytes(card
            .Replace("configs:\n", "license: cc0-1.0\r\n# a note\ntags:\n- one\n-  two \nconfigs:\n", StringComparison.Ordinal)
            .Replace("# set\n", "# My Set\t\r\n\r\nCaf\u00E9 (one byte)  \n", StringComparison.Ordinal) + "\nMore of mine, without a line end");
        shop.Folder.Write("datasets/set/README.md", mine);
        shop.Item("a", "y", """{"n":1.5,"new":1}""");
        shop.Run(shop.Export(All("a")));

        var now = Encoding.Latin1.GetString(File.ReadAllBytes(shop.Folder["datasets/set/README.md"]));
        Assert.StartsWith("---\nlicense: cc0-1.0\r\n# a note\ntags:\n- one\n-  two \nconfigs:\n", now, StringComparison.Ordinal);
        Assert.Contains("\n# My Set\t\r\n\r\nCaf\u00E9 (one byte)  \n", now, StringComparison.Ordinal);
        Assert.EndsWith("<!-- filepipe:end -->\n\nMore of mine, without a line end", now, StringComparison.Ordinal);
        Assert.Contains("| new | `int64` |", now, StringComparison.Ordinal);
        Assert.Contains("- name: new", now, StringComparison.Ordinal);
        Assert.Single(FrontMatter(now).Children, pair => pair.Key.ToString() == "configs");
        Assert.True(shop.Run(shop.Export(All("a"))).Unchanged);
    }

    [Theory]
    [InlineData("My words\n", "My words\n\n<!--")]
    [InlineData("My words", "My words\n\n<!--")]
    [InlineData("---\nlicense: mit\n---\n\n\nMy words\n\n", "\n\nMy words\n\n<!--")]
    [InlineData("---\nno front matter, it never ends", "---\nno front matter, it never ends\n\n<!--")]
    [InlineData("a\n<!-- filepipe:begin -->\nold\n<!-- filepipe:end -->b", "a\n<!--")]
    public void A_card_that_is_there_already_gets_the_part_once(string card, string part)
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/README.md", card);
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var now = shop.Folder.Read("datasets/set/README.md");
        Assert.Contains("---\n" + part, now, StringComparison.Ordinal);
        Assert.Equal(card.Contains("mit", StringComparison.Ordinal), now.Contains("license: mit\n", StringComparison.Ordinal));
        Assert.EndsWith(card.EndsWith('b') ? "<!-- filepipe:end -->b" : "<!-- filepipe:end -->\n", now, StringComparison.Ordinal);
        Assert.True(shop.Run(shop.Export(All("a"))).Unchanged);
    }

    [Fact]
    public void Keys_of_ours_are_replaced_however_they_are_written()
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/README.md", "---\n\"configs\":\n- config_name: old\n# kept\n  data_files: x\n\ndataset_info: {a: 1,\n  b: 2}\nlicense: mit\nsize_categories:\n  - n>1T\n---\n");
        shop.Item("a", "x", """{"n":1}""");
        shop.Run(shop.Export(All("a")));
        var card = shop.Folder.Read("datasets/set/README.md");
        Assert.StartsWith("---\n# kept\nlicense: mit\nconfigs:\n", card, StringComparison.Ordinal);
        Assert.Equal(["license", "configs", "dataset_info", "size_categories"], FrontMatter(card).Children.Keys.Select(key => key.ToString()));
    }

    [Theory]
    [InlineData("<!-- filepipe:begin -->")]
    [InlineData("<!-- filepipe:end -->")]
    [InlineData("<!-- filepipe:end --><!-- filepipe:begin -->")]
    [InlineData("<!-- filepipe:begin --><!-- filepipe:begin --><!-- filepipe:end -->")]
    public void Marks_that_do_not_belong_together_are_told(string card)
    {
        using var shop = new Workshop();
        shop.Folder.Write("datasets/set/README.md", card);
        shop.Item("a", "x", """{"n":1}""");
        var said = Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a")))).Message;
        Assert.Contains("README.md do not belong together", said, StringComparison.Ordinal);
        Assert.Equal(card, shop.Folder.Read("datasets/set/README.md"));
    }

    private static YamlMappingNode FrontMatter(string card)
    {
        Assert.StartsWith("---\n", card, StringComparison.Ordinal);
        var stream = new YamlStream();
        stream.Load(new StringReader(card[4..card.IndexOf("\n---\n", StringComparison.Ordinal)]));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Only(YamlMappingNode yaml, string key) => new(new YamlScalarNode(key), yaml[key]);
}
