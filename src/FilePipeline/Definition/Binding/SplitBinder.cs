using System.Text.RegularExpressions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>The <c>split</c> of an export: parts with percentages or with weights, and a salt.</summary>
internal sealed partial class SplitBinder(Values values)
{
    private const string StandardSalt = "v1";
    private readonly Problems _problems = values.Problems;

    public SplitDefinition? Bind(Field field, string export)
    {
        var salt = StandardSalt;
        var parts = new List<SplitPart>();
        Field? percent = null, weight = null;
        var sound = true;
        foreach (var entry in Section.Entries(field, _problems))
        {
            var part = new Field($"`{entry.Key.Value}` in `split` of export `{export}`", entry.Key, entry.Value);
            if (entry.Key.Value == "salt")
            {
                salt = values.Text(part) ?? salt;
                continue;
            }
            if (Share(part, out var isPercent) is not { } share || !CheckName(entry.Key))
            {
                sound = false;
                continue;
            }
            parts.Add(new SplitPart(entry.Key.Value, share));
            (isPercent ? ref percent : ref weight) ??= part;
        }
        if (!sound || field.Value is not YamlMapping || !CheckShares(field, parts, percent, weight))
            return null;
        return new SplitDefinition(parts, salt);
    }

    private int? Share(Field part, out bool isPercent)
    {
        const string expected = "a percentage, as 80%, or a whole number";
        isPercent = false;
        if (values.Scalar(part, expected) is not { } written)
            return null;
        isPercent = written.Value.EndsWith('%');
        if (!NumberText.TryInteger(isPercent ? written with { Value = written.Value[..^1] } : written, out var share, out var help))
            values.BadForm(Codes.NumberForm, part, expected, written, help ?? "for parts of a percent write weights: { train: 995, test: 5 }");
        else if (share is not { } number || number < 1 || number > (isPercent ? 100 : Limits.Weight))
            values.OutOfRange(part, isPercent ? "1%" : "1", isPercent ? "100%" : $"{Limits.Weight:N0}");
        else
            return (int)number;
        return null;
    }

    private bool CheckName(YamlScalar key)
    {
        if (PartName().IsMatch(key.Value))
            return true;
        _problems.Error(Codes.SplitName, key.Span, $"`{key.Value}` cannot be the name of a split", "", "use letters, digits and `_`, as train, validation, test: it becomes part of file names");
        return false;
    }

    private bool CheckShares(Field field, List<SplitPart> parts, Field? percent, Field? weight)
    {
        if (parts.Count == 0)
        {
            values.WrongType(field, "parts and their shares, as { train: 80%, test: 20% }", "empty");
            return false;
        }
        if (percent is not null && weight is not null)
        {
            _problems.Error(Codes.SplitMixed, weight.Span, $"{field.Name} mixes percentages and weights", "a weight", "write all parts with `%`, or none", (percent.Span, "a percentage"));
            return false;
        }
        var sum = parts.Sum(part => part.Weight);
        if (percent is not null && sum != 100)
        {
            _problems.Error(Codes.SplitSum, field.Key.Span, $"the parts of {field.Name} sum to {sum}%, not to 100%", "", sum < 100 ? $"{100 - sum}% are missing" : $"{sum - 100}% are too many");
            return false;
        }
        return true;
    }

    [GeneratedRegex("^[A-Za-z0-9_]{1,100}$" + Shapes.WholeText, RegexOptions.CultureInvariant)]
    private static partial Regex PartName();
}
