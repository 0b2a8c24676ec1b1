using System.Globalization;
using System.Text;

namespace FilePipeline.Parquet;

/// <summary>Goes through the words of a path or a type.</summary>
internal sealed class TextCursor(string text)
{
    private int _at;

    public bool AtEnd => _at == text.Length;

    public bool TryTake(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    public void Take(string word)
    {
        if (!TryTake(word))
            throw Unexpected($"`{word}`");
    }

    /// <summary>A name as <see cref="ColumnPath.Quote"/> writes it.</summary>
    public string Name()
    {
        if (!TryTake("\""))
        {
            var start = _at;
            while (_at < text.Length && !ColumnPath.NeedsQuotes(text[_at]))
                _at++;
            return _at > start ? text[start.._at] : throw Unexpected("a name");
        }
        var name = new StringBuilder();
        while (!AtEnd)
        {
            var one = text[_at++];
            if (one == '"' && !TryTake("\""))
                return name.ToString();
            name.Append(one);
        }
        throw Unexpected("a closing quote");
    }

    public int Number()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected("a number");
    }

    public FormatException Unexpected(string wanted) => new($"`{text}`: {wanted} is missing at character {_at + 1}");
}
