using System.Collections.Frozen;

namespace FilePipeline.Stages.Html;

/// <summary>An element's name in lower case with its traits.</summary>
internal readonly record struct Tag(string Name, TagTraits Traits)
{
    private static readonly FrozenDictionary<string, Tag>.AlternateLookup<ReadOnlySpan<char>> Known = Table()
        .ToFrozenDictionary(tag => tag.Name, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static Tag Of(ReadOnlySpan<char> name) =>
        Known.TryGetValue(name, out var tag) ? tag : new(name.ToString().ToLowerInvariant(), TagTraits.None);

    public bool Is(TagTraits trait) => (Traits & trait) != 0;

    private static IEnumerable<Tag> Table()
    {
        var traits = new Dictionary<string, TagTraits>();
        Give(TagTraits.Void | TagTraits.Special, "area base basefont bgsound br col embed frame hr img image input isindex keygen link meta param source spacer track wbr");
        Give(TagTraits.RawUnseen, "script style noscript iframe noembed noframes");
        Give(TagTraits.RawText, "title textarea xmp");
        Give(TagTraits.Block | TagTraits.ClosesParagraph | TagTraits.Special | TagTraits.EndsForeign,
            "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header hgroup listing main menu nav ol pre search section summary ul");
        Give(TagTraits.ClosesParagraph | TagTraits.EndsForeign, "p h1 h2 h3 h4 h5 h6 hr li dd dt table plaintext xmp");
        Give(TagTraits.Heading, "h1 h2 h3 h4 h5 h6");
        Give(TagTraits.Block, "button");
        Give(TagTraits.Special, "p h1 h2 h3 h4 h5 h6 li dd dt table caption colgroup tbody tfoot thead tr td th applet button marquee object select template");
        Give(TagTraits.Scope, "applet caption table td th marquee object template foreignobject desc annotation-xml mi mo mn ms mtext");
        Give(TagTraits.TableSection, "tbody thead tfoot");
        Give(TagTraits.Cell, "td th");
        Give(TagTraits.EndsForeign, "b big br code em embed i img meta nobr ruby s small span strong strike sub sup tt u var");
        Give(TagTraits.Foreign, "svg math");
        Give(TagTraits.Integration, "foreignobject desc annotation-xml mi mo mn ms mtext");
        Give(TagTraits.Document, "html head body");
        Give(TagTraits.None, "a abbr bdi bdo cite del dfn ins kbd label mark option optgroup q rp rt samp time tr");
        return traits.Select(known => new Tag(known.Key, known.Value));

        void Give(TagTraits trait, string names)
        {
            foreach (var name in names.Split(' '))
                traits[name] = traits.GetValueOrDefault(name) | trait;
        }
    }
}
