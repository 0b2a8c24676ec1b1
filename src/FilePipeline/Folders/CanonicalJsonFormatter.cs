using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FilePipeline.Storage;

namespace FilePipeline.Folders;

/// <summary>Does the work of <see cref="CanonicalJson"/>: one pass to a flat list of tokens, one pass to write them. Its arrays are used again.</summary>
internal sealed class CanonicalJsonFormatter
{
    private const string Spaces = "                                                                                                                                ";
    private static readonly byte[] Indent = Encoding.ASCII.GetBytes("\n" + Spaces);
    private readonly ItemBuffer _unescaped = new();
    private Token[] _tokens = new Token[256];
    private int _count;
    private int[] _order = new int[64]; // a stack: the members of the objects that are being written
    private int _orderUsed;

    /// <summary>Text from <c>Start</c>, of the input or, where a string held escapes, of <see cref="_unescaped"/>.</summary>
    /// <param name="Next">Index of the token behind the whole value.</param>
    private record struct Token(JsonTokenType Type, bool Rewritten, int Start, int Length, int Next);

    public void Write(ReadOnlySpan<byte> json, ItemBuffer output)
    {
        if (!Utf8.IsValid(json))
            throw CanonicalJson.NotUtf8(json);
        _count = _orderUsed = 0;
        _unescaped.Clear();
        try
        {
            Scan(json);
        }
        catch (JsonException problem)
        {
            throw ItemFormatException.BadJson(problem);
        }
        Value(json, 0, 0, output);
        output.Write((byte)'\n');
        if (_tokens.Length > 1 << 16) // blown up by one huge item
            _tokens = new Token[256];
    }

    private void Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth });
        Span<int> open = stackalloc int[CanonicalJson.MaxDepth + 1];
        var depth = 0;
        while (reader.Read())
        {
            if (_count == _tokens.Length)
                Array.Resize(ref _tokens, _tokens.Length * 2);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open[depth++] = _count;
                    _tokens[_count++] = new(reader.TokenType, false, 0, 0, 0);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _tokens[open[--depth]].Next = _count;
                    break;
                default:
                    _tokens[_count] = reader.ValueIsEscaped
                        ? Unescape(ref reader)
                        : new(reader.TokenType, false, StartOf(ref reader), reader.ValueSpan.Length, _count + 1);
                    _count++;
                    break;
            }
        }
    }

    private static int StartOf(ref Utf8JsonReader reader) =>
        (int)reader.TokenStartIndex + (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0);

    private Token Unescape(ref Utf8JsonReader reader)
    {
        Span<byte> plain = reader.ValueSpan.Length <= 1024 ? stackalloc byte[1024] : new byte[reader.ValueSpan.Length];
        try
        {
            plain = plain[..reader.CopyString(plain)];
        }
        catch (InvalidOperationException problem)
        {
            throw new ItemFormatException("bad_json",
                $"byte {reader.TokenStartIndex + 1}: a string holds half of a surrogate pair, which is no character", problem);
        }
        var start = _unescaped.Length;
        Escape(plain, _unescaped);
        return new(reader.TokenType, true, start, _unescaped.Length - start, _count + 1);
    }

    private static void Escape(ReadOnlySpan<byte> text, ItemBuffer output)
    {
        foreach (var value in text)
        {
            if (value is >= 0x20 and not (byte)'"' and not (byte)'\\')
            {
                output.Write(value);
                continue;
            }
            output.Write((byte)'\\');
            switch (value)
            {
                case (byte)'"' or (byte)'\\': output.Write(value); break;
                case (byte)'\b': output.Write((byte)'b'); break;
                case (byte)'\t': output.Write((byte)'t'); break;
                case (byte)'\n': output.Write((byte)'n'); break;
                case (byte)'\f': output.Write((byte)'f'); break;
                case (byte)'\r': output.Write((byte)'r'); break;
                default:
                    output.Write("u00"u8);
                    output.Write("0123456789abcdef"u8.Slice(value >> 4, 1));
                    output.Write("0123456789abcdef"u8.Slice(value & 15, 1));
                    break;
            }
        }
    }

    private ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> json, in Token token) =>
        (token.Rewritten ? _unescaped.Span : json).Slice(token.Start, token.Length);

    private void Value(ReadOnlySpan<byte> json, int at, int depth, ItemBuffer output)
    {
        ref readonly var token = ref _tokens[at];
        switch (token.Type)
        {
            case JsonTokenType.StartObject:
                Members(json, at, depth, output);
                break;
            case JsonTokenType.StartArray:
                Elements(json, at, depth, output);
                break;
            case JsonTokenType.String:
                Quoted(json, token, output);
                break;
            default:
                output.Write(TextOf(json, token));
                break;
        }
    }

    private void Elements(ReadOnlySpan<byte> json, int at, int depth, ItemBuffer output)
    {
        var end = _tokens[at].Next;
        output.Write((byte)'[');
        for (var i = at + 1; i < end; i = _tokens[i].Next)
        {
            if (i > at + 1)
                output.Write((byte)',');
            NewLine(depth + 1, output);
            Value(json, i, depth + 1, output);
        }
        if (end > at + 1)
            NewLine(depth, output);
        output.Write((byte)']');
    }

    private void Members(ReadOnlySpan<byte> json, int at, int depth, ItemBuffer output)
    {
        var end = _tokens[at].Next;
        var first = _orderUsed;
        var count = SortedMembers(json, at, end, first);
        _orderUsed += count;
        output.Write((byte)'{');
        for (var i = 0; i < count; i++)
        {
            var name = _order[first + i];
            if (i > 0)
                output.Write((byte)',');
            NewLine(depth + 1, output);
            Quoted(json, _tokens[name], output);
            output.Write(": "u8);
            Value(json, name + 1, depth + 1, output);
        }
        _orderUsed = first;
        if (count > 0)
            NewLine(depth, output);
        output.Write((byte)'}');
    }

    /// <summary>Puts the indices of the members' names, in order, into <see cref="_order"/> from <paramref name="first"/>; returns how many.</summary>
    private int SortedMembers(ReadOnlySpan<byte> json, int at, int end, int first)
    {
        var count = 0;
        var sorted = true;
        for (var name = at + 1; name < end; name = _tokens[name + 1].Next)
        {
            if (_orderUsed + count == _order.Length)
                Array.Resize(ref _order, _order.Length * 2);
            if (count > 0 && Compare(json, _order[first + count - 1], name) > 0)
                sorted = false;
            _order[first + count++] = name;
        }
        if (!sorted)
            Sort(json, first, count);
        return count;
    }

    /// <summary>Merges by hand-written insertion for the usual few, by a stable sort for many.</summary>
    private void Sort(ReadOnlySpan<byte> json, int first, int count)
    {
        var names = _order.AsSpan(first, count);
        if (count > 48)
        {
            var bytes = json.ToArray(); // a comparison cannot hold a span
            var copy = names.ToArray();
            Array.Sort(copy, (a, b) => Compare(bytes, a, b) is var order and not 0 ? order : a - b);
            copy.CopyTo(names);
            return;
        }
        for (var i = 1; i < count; i++)
        {
            var moved = names[i];
            var j = i;
            for (; j > 0 && Compare(json, names[j - 1], moved) > 0; j--)
                names[j] = names[j - 1];
            names[j] = moved;
        }
    }

    private int Compare(ReadOnlySpan<byte> json, int a, int b)
    {
        var left = TextOf(json, _tokens[a]);
        var right = TextOf(json, _tokens[b]);
        if (left.Contains((byte)'\\') || right.Contains((byte)'\\'))
            return string.CompareOrdinal(Decoded(left), Decoded(right));
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length - right.Length;
        int x = left[same], y = right[same];
        // In UTF-16 the characters beyond U+FFFF (F0.. in UTF-8) come before U+E000 to U+FFFF (EE, EF).
        if (x >= 0xEE && y >= 0xEE && x >= 0xF0 != y >= 0xF0)
            return y - x;
        return x - y;
    }

    private static string Decoded(ReadOnlySpan<byte> escaped)
    {
        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private void Quoted(ReadOnlySpan<byte> json, in Token token, ItemBuffer output)
    {
        output.Write((byte)'"');
        output.Write(TextOf(json, token));
        output.Write((byte)'"');
    }

    private static void NewLine(int depth, ItemBuffer output) => output.Write(Indent.AsSpan(0, 1 + 2 * depth));
}
