using System.Globalization;
using System.Text;
using FilePipeline.Parquet;

namespace FilePipeline.Datasets;

/// <summary>Columns as the Hugging Face hub wants them in a card: the YAML form of <c>datasets.Features</c>.</summary>
internal static class HubFeatures
{
    /// <summary>A YAML list whose dashes stand <paramref name="indent"/> deep.</summary>
    public static void Write(StringBuilder yaml, IEnumerable<ParquetField> fields, int indent)
    {
        foreach (var field in fields)
        {
            yaml.Append(' ', indent).Append("- name: ").Append(YamlText.Quote(field.Name)).Append('\n');
            Write(yaml, field.Type, indent + 2);
        }
    }

    private static void Write(StringBuilder yaml, ParquetType type, int indent)
    {
        yaml.Append(' ', indent);
        switch (type)
        {
            case ParquetType.Struct parts:
                yaml.Append("struct:\n");
                Write(yaml, parts.Fields, indent);
                break;
            case ParquetType.List { Element: ParquetType.Struct parts }:
                yaml.Append("list:\n");
                Write(yaml, parts.Fields, indent);
                break;
            case ParquetType.List { Element: ParquetType.List element }:
                yaml.Append("list:\n");
                Write(yaml, element, indent + 2);
                break;
            case ParquetType.List list:
                yaml.Append("list: ").Append(YamlText.Quote(Value(list.Element))).Append('\n');
                break;
            default:
                yaml.Append("dtype: ").Append(YamlText.Quote(Value(type))).Append('\n');
                break;
        }
    }

    private static string Value(ParquetType type) => type switch
    {
        ParquetType.Boolean => "bool",
        ParquetType.Int32 => "int32",
        ParquetType.Int64 => "int64",
        ParquetType.Float32 => "float32",
        ParquetType.Double => "float64",
        ParquetType.Decimal number => string.Create(CultureInfo.InvariantCulture, $"decimal128({number.Precision}, {number.Scale})"),
        ParquetType.Text or ParquetType.Json => "string",
        ParquetType.Binary => "binary",
        ParquetType.Date => "date32",
        ParquetType.Timestamp => "timestamp[us, tz=UTC]",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no value type"),
    };
}
