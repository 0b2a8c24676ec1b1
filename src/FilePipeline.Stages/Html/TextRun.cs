using System.Buffers;
using System.Text;

namespace FilePipeline.Stages.Html;

/// <summary>
/// Text between two images as it grows: white space collapsed, character references decoded, control characters left out.
/// Begins and ends without white space, and holds no space beside a line break, save inside preformatted text.
/// </summary>
internal sealed class TextRun
{
    /// <summary>Ends a stretch that can be copied as it is: white space of any kind, <c>&amp;</c>, and what JSON or a reader should not see.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 33).Select(code => (char)code), '&', .. Enumerable.Range(0x7F, 34).Select(code => (char)code), '\u00AD', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    private char[] _text = new char[1024];
    private int _length;
    private Separator _pending;

    /// <summary>Of at least this strength before the next character, if there is text before it.</summary>
    public void Separate(Separator separator)
    {
        if (separator > _pending)
            _pending = separator;
    }

    /// <param name="source">As it stands in the page, references included.</param>
    public void Append(ReadOnlySpan<char> source, bool preformatted)
    {
        while (!source.IsEmpty)
        {
            var plain = source.IndexOfAny(Special);
            if (plain != 0)
            {
                Write(plain < 0 ? source : source[..plain]);
                if (plain < 0)
                    return;
                source = source[plain..];
            }
            var length = 1;
            int character = source[0];
            if (character == '&' && CharacterReferences.Read(source, out var codePoint) is var taken and > 0)
                (length, character) = (taken, codePoint);
            source = source[length..];
            AppendOne(character, preformatted);
        }
    }

    /// <summary>The text; empties the run.</summary>
    public ReadOnlySpan<char> Take()
    {
        var text = _text.AsSpan(0, _length).TrimEnd();
        _length = 0;
        _pending = Separator.None;
        return text;
    }

    private void AppendOne(int character, bool preformatted)
    {
        switch (character)
        {
            case '\n' when preformatted:
                if (_length > 0 && _pending != Separator.Line)
                    WriteRaw("\n");
                break;
            case ' ' or '\t' or 0xA0 when preformatted:
                if (_length > 0)
                    Write(character == '\t' ? "\t" : " ");
                break;
            case ' ' or '\t' or '\n' or '\r' or '\f' or 0xA0 or 0xFEFF or 0x2028 or 0x2029 or 0x85:
                if (!preformatted)
                    Separate(Separator.Space);
                break;
            case < 0x20 or (>= 0x7F and < 0xA0) or 0xAD or 0xFFFE or 0xFFFF:
                break;
            default:
                Span<char> pair = stackalloc char[2];
                Write(pair[..new Rune(character).EncodeToUtf16(pair)]);
                break;
        }
    }

    private void Write(ReadOnlySpan<char> text)
    {
        if (_pending != Separator.None)
        {
            var isLineOpen = _length > 0 && _text[_length - 1] != '\n';
            if (isLineOpen)
                WriteRaw(_pending switch { Separator.Line => "\n", Separator.Tab => "\t", _ => " " });
            _pending = Separator.None;
        }
        WriteRaw(text);
    }

    private void WriteRaw(ReadOnlySpan<char> text)
    {
        if (text.Length > _text.Length - _length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }
}
