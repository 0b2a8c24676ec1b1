using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class ImageTests
{
    [Theory]
    [InlineData("i.png", "https://h.org/a/i.png")]
    [InlineData("/i.png", "https://h.org/i.png")]
    [InlineData("../x/i.png?a=1&amp;b=2#f", "https://h.org/x/i.png?a=1&b=2#f")]
    [InlineData("//cdn.org/i.png", "https://cdn.org/i.png")]
    [InlineData("http://other.org/i.png", "http://other.org/i.png")]
    [InlineData(" i j.png\n", "https://h.org/a/i%20j.png")]
    [InlineData("http://h/a&copy=1&amp;d", "http://h/a&copy=1&d")]
    public void Addresses_become_absolute(string written, string absolute) =>
        Assert.Equal($"[{absolute}]", Sketch($"<img src='{written}'>", url: "https://h.org/a/page"));

    [Theory]
    [InlineData("<base href=https://b.org/x/>", "https://h.org/p", "https://b.org/x/i.png")]
    [InlineData("<base href=/x/>", "https://h.org/p", "https://h.org/x/i.png")]
    [InlineData("<base href=//b.org/x/>", null, "https://b.org/x/i.png")]
    [InlineData("<base href=mailto:x>", "https://h.org/p", "https://h.org/i.png")]
    [InlineData("<link rel='shortlink CANONICAL' href=https://c.org/y/z>", "https://h.org/p", "https://h.org/i.png")]
    [InlineData("<link rel=canonical href=https://c.org/y/z>", null, "https://c.org/y/i.png")]
    [InlineData("<meta property=og:url content=https://o.org/q/>", null, "https://o.org/q/i.png")]
    [InlineData("<link rel=canonical href=file:///usr/share/doc/x.html>", null, "i.png")]
    [InlineData("", null, "i.png")]
    [InlineData("", "no address", "i.png")]
    public void They_are_relative_to_the_base_then_the_page_then_what_the_page_calls_itself(string head, string? url, string absolute) =>
        Assert.Equal($"[{absolute}]", Sketch($"{head}<img src=i.png>", url: url));

    [Fact]
    public void A_page_without_an_address_takes_the_one_it_calls_its_own()
    {
        const string Canonical = "<link rel=canonical href=https://c.org/y>";
        Assert.Equal("https://c.org/y", Of(Canonical + "<p>x").PageUrl);
        Assert.Equal("https://h.org/p", Of(Canonical + "<p>x", url: "https://h.org/p").PageUrl);
        Assert.Null(Of("<link rel=canonical href=/y><p>x").PageUrl);
    }

    [Theory]
    [InlineData("<img src=i.png width=39 height=200>")]
    [InlineData("<img src=i.png width=200 height=39>")]
    [InlineData("<img src=i.png width=16px>")]
    [InlineData("<img src=i.png width=1 height=1>")]
    [InlineData("<img src='//login.org/wiki/Special:CentralAutoLogin/start?type=1x1'>")]
    [InlineData("<img src=https://www.facebook.com/tr?id=1>")]
    [InlineData("<img>")]
    [InlineData("<img src='  '>")]
    [InlineData("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=>")]
    [InlineData("<img src=i.png hidden>")]
    [InlineData("<img src=i.png style=display:none>")]
    [InlineData("<noscript><img src=i.png></noscript>")]
    [InlineData("<picture><source srcset=i.webp></picture>")]
    public void Icons_beacons_and_what_is_no_image_are_left_out(string html)
    {
        Assert.Equal("a", Sketch($"<p>a{html}"));
        Assert.Equal("a", Sketch($"<p>a{html}", Keep));
    }

    [Theory]
    [InlineData("<img src=i.png width=40 height=40>")]
    [InlineData("<img src=i.png width=100%>")]
    [InlineData("<img src=i.png width=auto height=>")]
    [InlineData("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= data-src=i.png>")]
    [InlineData("<img data-original=i.png>")]
    [InlineData("<img srcset='s.png 1x, i.png 2x'>")]
    [InlineData("<img data-srcset='s.png 300w, i.png 900w, m.png 600w'>")]
    [InlineData("<img src=i.png srcset='x.png 2x' data-src=y.png>")] // what is there counts
    [InlineData("<picture><source srcset='i.png'><img src='data:,'></picture>")]
    [InlineData("<image src=i.png>")]
    [InlineData("<IMG SRC=i.png>")]
    [InlineData("<noscript><img src=i.png></noscript><span class=lazy-image-placeholder data-src=i.png data-width=220 data-height=100>&nbsp;</span>")]
    public void Images_are_found_in_all_their_forms(string html) => Assert.Equal("a\n[i.png]\nb", Sketch($"<p>a{html}<p>b"));

    [Fact]
    public void The_smallest_size_is_an_option()
    {
        Assert.Equal("[i.png]", Sketch("<img src=i.png width=39>", new() { MinImageSize = 39 }));
        Assert.Equal("a", Sketch("a<img src=i.png width=99>", new() { MinImageSize = 100 }));
    }

    [Fact]
    public void A_large_image_inside_the_page_is_an_image()
    {
        var inside = "data:image/png;base64," + new string('A', 2000);
        Assert.Equal($"[{inside}]", Sketch($"<img src='{inside}'>"));
    }
}
