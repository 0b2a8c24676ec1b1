using System.Text;
using static FilePipeline.Stages.Tests.Html.Interleaving;

namespace FilePipeline.Stages.Tests.Html;

public sealed class CharsetTests
{
    [Theory]
    [InlineData("utf-8", "<p>é “中” Ж")]
    [InlineData("utf-8", "<meta charset=iso-8859-1><p>é “中” Ж")] // says otherwise, and is wrong
    [InlineData("utf-8", "<meta charset=no-such-thing><p>é")]
    [InlineData("windows-1252", "<p>é “x” €")] // says nothing
    [InlineData("windows-1252", "<meta charset=utf-8><p>Müller, café")] // wrong as well
    [InlineData("windows-1252", "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'><p>é “x” €")]
    [InlineData("iso-8859-2", "<meta charset=\"iso-8859-2\"><p>Łódź żółć")]
    [InlineData("windows-1251", "<meta name=x content=charset><meta charset = 'windows-1251' ><p>Привет")]
    [InlineData("koi8-r", "<META HTTP-EQUIV=content-type CONTENT=\"text/html;charset=KOI8-R\"><p>Привет")]
    [InlineData("shift_jis", "<meta charset=Shift_JIS><p>日本語")]
    [InlineData("euc-jp", "<?xml version='1.0' encoding='EUC-JP'?><p>日本語")]
    [InlineData("iso-2022-jp", "<meta charset=iso-2022-jp><p>日本語")]
    [InlineData("gb18030", "<meta charset=gb2312><p>简体中文")]
    [InlineData("big5", "<meta charset=big5><p>繁體中文")]
    [InlineData("euc-kr", "<meta charset=euc-kr><p>한국어")]
    public void A_page_is_read_in_the_encoding_it_is_in(string encoding, string html) =>
        Assert.Equal(html[(html.IndexOf("<p>", StringComparison.Ordinal) + 3)..], Text(Encoded(encoding, html)));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_decides(string encoding)
    {
        var of = Encoding.GetEncoding(encoding);
        Assert.Equal("é中", Text([.. of.GetPreamble(), .. of.GetBytes("<meta charset=iso-8859-1><p>é中")]));
    }

    [Fact]
    public void A_page_of_utf_8_that_was_cut_off_stays_utf_8()
    {
        var bytes = Encoding.UTF8.GetBytes("<p>é中");
        Assert.Equal("é\uFFFD", Text(bytes[..^1]));
    }

    private static string Text(byte[] page) => Of(page).Chunks[0].Value;

    private static byte[] Encoded(string encoding, string html) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(html);
}
