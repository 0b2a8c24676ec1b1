using System.Globalization;
using System.Text.Json;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>Reads scalars of the forms that the language has. All return <c>null</c> when the value is not of that form, and have said so.</summary>
internal sealed class Values(Problems problems, Func<string, string?> environment)
{
    private readonly Interpolation _interpolation = new(problems, environment);

    public Problems Problems => problems;

    /// <param name="expected">As in "must be …": <c>a duration, as 30s</c>.</param>
    public Written? Scalar(Field field, string expected)
    {
        if (field.IsBroken)
            return null;
        if (field.Value is not YamlScalar scalar || scalar.IsNull)
        {
            WrongType(field, expected, field.Value.Kind, field.IsNull ? "write a value, or remove the key" : null);
            return null;
        }
        return _interpolation.Resolve(scalar) is { } value ? new Written(value, scalar) : null;
    }

    /// <summary>Any scalar as it is written: <c>version: 1.10</c> is the text "1.10".</summary>
    public string? Text(Field field) => Scalar(field, "text") is { } written ? written.Value : null;

    /// <summary>Text that can be a name or a path: not blank, no control characters.</summary>
    public string? Name(Field field)
    {
        var text = Text(field);
        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl)))
        {
            WrongType(field, "text", string.IsNullOrWhiteSpace(text) ? "empty" : "text with control characters");
            return null;
        }
        return text;
    }

    public bool? Boolean(Field field)
    {
        if (Scalar(field, "true or false") is not { } written)
            return null;
        switch (written.Plain ? written.Value : null)
        {
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
        }
        if (Meant(written.Value) is { } meant)
            problems.Error(Codes.BooleanForm, field.Span, $"{field.Name} must be true or false; `{written.Shown}` is text in YAML 1.2", "", $"write {meant}");
        else
            WrongType(field, "true or false", written.Kind);
        return null;
    }

    public int? Integer(Field field, int min, int max) => (int?)Integer(field, (long)min, max);

    public long? Integer(Field field, long min, long max)
    {
        const string expected = "a whole number";
        if (Scalar(field, expected) is not { } written)
            return null;
        if (NumberText.TryInteger(written, out var number, out var help))
        {
            if (number is { } value && value >= min && value <= max)
                return value;
            if (min == long.MinValue)
                problems.Error(Codes.OutOfRange, field.Span, $"{field.Name} must fit into 64 bits", "out of range");
            else
                OutOfRange(field, min.ToString("N0", CultureInfo.InvariantCulture), max.ToString("N0", CultureInfo.InvariantCulture));
        }
        else if (help is not null)
        {
            BadForm(Codes.NumberForm, field, expected, written, help);
        }
        else
        {
            WrongType(field, expected, written.Kind);
        }
        return null;
    }

    public TimeSpan? Duration(Field field, TimeSpan min, TimeSpan max)
    {
        if (Scalar(field, "a duration, as 30s") is not { } written)
            return null;
        if (!DurationText.TryParse(written.Value, out var duration, out var help))
            BadForm(Codes.DurationForm, field, "a duration", written, help);
        else if (duration < min || duration > max)
            OutOfRange(field, DurationText.Format(min), DurationText.Format(max));
        else
            return duration;
        return null;
    }

    public long? Size(Field field, long min, long max)
    {
        if (Scalar(field, "a size, as 64MB") is not { } written)
            return null;
        if (!SizeText.TryParse(written.Value, out var bytes, out var help))
            BadForm(Codes.SizeForm, field, "a size", written, help);
        else if (bytes < min || bytes > max)
            OutOfRange(field, SizeText.Format(min), SizeText.Format(max));
        else
            return bytes;
        return null;
    }

    public T? Word<T>(Field field) where T : struct, Enum => (T?)Word(field, typeof(T));

    public object? Word(Field field, Type enumeration)
    {
        var words = Enum.GetNames(enumeration).ToDictionary(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        var expected = Either([.. words.Keys]);
        if (Scalar(field, expected) is not { } written)
            return null;
        if (words.TryGetValue(written.Value, out var name))
            return Enum.Parse(enumeration, name);
        problems.Error(Codes.UnknownWord, field.Span, $"{field.Name} must be {expected}; `{written.Shown}` is none of these", "",
            NearestName.Of(written.Value, words.Keys) is { } nearest ? $"did you mean `{nearest}`?" : null);
        return null;
    }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<Field> Items(Field field, string expected)
    {
        if (field.Value is YamlSequence list)
            return [.. list.Items.Select(item => new Field($"an entry of {field.Name}", field.Key, item))];
        if (!field.IsBroken)
            WrongType(field, expected, field.Value.Kind, field.Value is YamlScalar { IsNull: false } single ? $"write a list, even of one: [{problems.Source.Slice(single.Span)}]" : null);
        return [];
    }

    /// <param name="help">May repeat the value, so it is not shown where that came from the environment.</param>
    public void BadForm(string code, Field field, string expected, Written written, string? help) =>
        problems.Error(code, field.Span, $"{field.Name} must be {expected}; `{written.Shown}` is none", "", written.IsFromEnvironment ? null : help);

    public void WrongType(Field field, string expected, string found, string? help = null) =>
        problems.Error(Codes.WrongType, field.Span, $"{field.Name} must be {expected}, not {found}", "", help);

    public void OutOfRange(Field field, string min, string max) =>
        problems.Error(Codes.OutOfRange, field.Span, $"{field.Name} must be between {min} and {max}", "out of range");

    private static string? Meant(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "Y" or "ON" or "TRUE" => "true",
        "NO" or "N" or "OFF" or "FALSE" => "false",
        _ => null,
    };

    private static string Either(string[] words) =>
        words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} or {words[^1]}";
}
