using System.Text.RegularExpressions;
using FilePipeline.Definition.Diagnostics;
using FilePipeline.Definition.Words;
using FilePipeline.Definition.Yaml;

namespace FilePipeline.Definition.Binding;

/// <summary>The <c>columns</c> of an export: names, and a type or a map of what is known of each.</summary>
internal sealed partial class ColumnBinder(Values values)
{
    private const int MostDigits = 38;

    private static readonly Dictionary<string, string> _meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = "text", ["str"] = "text", ["varchar"] = "text", ["utf8"] = "text", ["bool"] = "boolean", ["int"] = "int64", ["integer"] = "int64", ["long"] = "int64", ["bigint"] = "int64",
        ["float"] = "double", ["float64"] = "double", ["number"] = "double", ["real"] = "float32", ["datetime"] = "timestamp", ["time"] = "timestamp", ["bytes"] = "binary", ["blob"] = "binary",
        ["decimal"] = "decimal(9,2)", ["any"] = "json", ["object"] = "json",
    };

    public List<ExportColumn> Bind(Field field, string export)
    {
        var columns = new List<ExportColumn>();
        foreach (var entry in Section.Entries(field, values.Problems))
        {
            var name = entry.Key.Value;
            var column = new Field($"`{name}` in `columns` of export `{export}`", entry.Key, entry.Value);
            if (column.Value is not YamlMapping)
            {
                columns.Add(new(name, Type(column), null));
                continue;
            }
            var section = Section.Open(column, PipelineWords.Column, $"in column `{name}` of export `{export}`", values.Problems);
            columns.Add(new(name, section["type"] is { } type ? Type(type) : null, section["description"] is { } text ? values.Text(text) : null));
        }
        return columns;
    }

    private string? Type(Field field)
    {
        const string expected = "a type, as int64 or date";
        if (values.Scalar(field, expected) is not { } written)
            return null;
        var type = written.Value.Replace(" ", "", StringComparison.Ordinal);
        if (!TypeForm().IsMatch(written.Value))
            values.BadForm(Codes.ColumnType, field, expected, written, _meant.TryGetValue(type, out var meant) ? $"write {meant}" : Names());
        else if (Digits().Match(type) is { Success: true } digits
            && (int.Parse(digits.Groups[1].ValueSpan, null) is var all && (all > MostDigits || int.Parse(digits.Groups[2].ValueSpan, null) > all)))
            values.BadForm(Codes.ColumnType, field, expected, written, $"a decimal has at most {MostDigits} digits, and no more than all of them after the point: decimal(9,2)");
        else
            return type;
        return null;
    }

    private static string Names() => "the types are boolean, int32, int64, float32, double, text, date, timestamp, json, binary, decimal(9,2)";

    [GeneratedRegex(Shapes.ColumnType + Shapes.WholeText, RegexOptions.CultureInvariant)]
    private static partial Regex TypeForm();

    [GeneratedRegex(@"^decimal\(([0-9]+),([0-9]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
