using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FilePipeline.Definition;
using FilePipeline.Storage;

namespace FilePipeline.Datasets;

/// <summary>
/// Joins items of one key to one JSON object, by copying bytes: first <c>key</c>, then the chosen fields folder by folder in the order
/// of the items, values as they are written, white space between them left out. Remembers which folder has which field, so that
/// <see cref="Problems"/> can tell of columns that come from two.
/// </summary>
internal sealed class RowComposer(IReadOnlyList<ExportInput> inputs)
{
    private const string Key = "key";
    private const int Shown = 3;
    private readonly Input[] _inputs = [.. inputs.Select(input => new Input(input))];
    private readonly ItemBuffer _row = new();
    private readonly SortedDictionary<string, string> _clashes = new(StringComparer.Ordinal);
    private readonly List<string> _otherKeys = [];
    private long _others;
    private long _number;
    private string _key = "";
    private char[] _text = new char[256];

    /// <summary>The row so far; complete after <see cref="End"/>.</summary>
    public ReadOnlySpan<byte> Row => _row.Span;

    /// <summary>The row's key as it stands between the quotes.</summary>
    public JsonEncodedText KeyText { get; private set; }

    /// <summary>The fields met so far that are columns.</summary>
    public IEnumerable<string> Columns => _inputs.SelectMany(input => input.Fields).Where(one => one.Value.Chosen).Select(one => one.Key);

    public bool HasProblems => _clashes.Count > 0 || _others > 0;

    /// <summary>The folder that a column comes from; the first one where no folder has it.</summary>
    public string FolderOf(Func<string, bool> isColumn) =>
        (_inputs.FirstOrDefault(input => input.Fields.Any(one => one.Value.Chosen && isColumn(one.Key))) ?? _inputs[0]).Folder;

    public void Begin(string key)
    {
        _number++;
        _key = key;
        _row.Clear();
        KeyText = JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        _row.Write("{\"key\":\""u8);
        _row.Write(KeyText.EncodedUtf8Bytes);
        _row.Write((byte)'"');
    }

    public void End() => _row.Write((byte)'}');

    /// <param name="input">The index of the folder.</param>
    /// <returns><c>null</c>, or why the item cannot be a part of a row: a reason of <see cref="LeftOut"/>.</returns>
    public string? Add(int input, ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!Utf8.IsValid(json))
            return "bad_json";
        try
        {
            return Copy(_inputs[input], json);
        }
        catch (JsonException)
        {
            return "bad_json";
        }
        catch (InvalidOperationException) // half a surrogate pair, which no UTF-8 text can hold
        {
            return "bad_json";
        }
    }

    /// <summary>Mistakes of the definition that only the items show, in words.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var clash in _clashes.Values)
            yield return clash;
        if (_others > 0)
        {
            var more = _others > _otherKeys.Count ? $" and {_others - _otherKeys.Count} more" : "";
            yield return $"a field `key` of the items is not the item's own key: {string.Join(", ", _otherKeys)}{more}. "
                + "The column `key` holds the item's key; choose columns without that field (`from: { folder: [title, text] }`), or give it another name in the stage.";
        }
    }

    private string? Copy(Input input, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read())
            return "bad_json";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read(); // what follows the value is an error
            return "not_an_object";
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var field = FieldOf(input, ref reader, out var isKey);
            if (field.LastRow == _number)
                return "duplicate_field";
            field.LastRow = _number;
            reader.Read();
            var ownKey = isKey && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(_key);
            PassValue(ref reader);
            if (!field.Chosen)
                continue;
            if (!isKey)
                CopyWithoutSpace(json[start..(int)reader.BytesConsumed]);
            else if (!ownKey)
                RememberOtherKey(input);
        }
        reader.Read();
        return null;
    }

    private void PassValue(ref Utf8JsonReader reader)
    {
        for (var depth = reader.CurrentDepth; ; reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                Text(ref reader); // refuses what no UTF-8 text can hold
            if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                return;
        }
    }

    private ReadOnlySpan<char> Text(ref Utf8JsonReader reader)
    {
        if (_text.Length < reader.ValueSpan.Length)
            _text = new char[reader.ValueSpan.Length * 2];
        return _text.AsSpan(0, reader.CopyString(_text));
    }

    private Field FieldOf(Input input, ref Utf8JsonReader reader, out bool isKey)
    {
        var name = Text(ref reader);
        isKey = name.SequenceEqual(Key);
        var known = input.Fields.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(name, out var field))
            return field;
        field = new Field { Chosen = input.Globs.Matches(name) };
        known[name] = field;
        if (field.Chosen && !isKey)
            NoteClash(input, name.ToString());
        return field;
    }

    private void NoteClash(Input input, string name)
    {
        foreach (var other in _inputs)
        {
            if (other != input && other.Fields.TryGetValue(name, out var field) && field.Chosen)
            {
                var (first, second) = Array.IndexOf(_inputs, other) < Array.IndexOf(_inputs, input) ? (other, input) : (input, other);
                _clashes.TryAdd(name, $"column `{name}` comes from two folders, `{first.Folder}` and `{second.Folder}`. "
                    + $"Choose columns so that one has it, as in `from: {{ {first.Folder}: all, {second.Folder}: [other_field, \"prefix_*\"] }}`.");
            }
        }
    }

    private void RememberOtherKey(Input input)
    {
        if (_others++ < Shown)
            _otherKeys.Add($"{input.Folder}/{_key}.json");
    }

    private void CopyWithoutSpace(ReadOnlySpan<byte> field)
    {
        _row.Write((byte)',');
        while (true)
        {
            var space = field.IndexOfAny("\" \n\r\t"u8);
            if (space < 0)
            {
                _row.Write(field);
                return;
            }
            var end = field[space] == '"' ? space + LengthOfString(field[space..]) : space;
            _row.Write(field[..end]);
            field = field[end..];
            field = field[Math.Max(field.IndexOfAnyExcept(" \n\r\t"u8), 0)..];
        }
    }

    private static int LengthOfString(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"')
                return at + 1;
            at += 2;
        }
    }

    private sealed class Input(ExportInput input)
    {
        public string Folder { get; } = input.Folder;

        public ColumnGlobs Globs { get; } = new(input);

        public Dictionary<string, Field> Fields { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Field
    {
        public required bool Chosen { get; init; }

        /// <summary>The number of the last row that had it.</summary>
        public long LastRow { get; set; }
    }
}
