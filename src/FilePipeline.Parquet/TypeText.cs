namespace FilePipeline.Parquet;

/// <summary>Reads the words for a type.</summary>
internal static class TypeText
{
    private const int DeepestNesting = 100; // rows are read 64 deep

    public static ParquetType Parse(string text)
    {
        var cursor = new TextCursor(text);
        var type = Type(cursor, depth: 1);
        return cursor.AtEnd ? type : throw cursor.Unexpected("the end");
    }

    private static ParquetType Type(TextCursor text, int depth)
    {
        if (depth > DeepestNesting)
            throw new FormatException($"a type is nested more than {DeepestNesting} deep");
        var name = text.Name();
        switch (name)
        {
            case "boolean": return new ParquetType.Boolean();
            case "int32": return new ParquetType.Int32();
            case "int64": return new ParquetType.Int64();
            case "float32": return new ParquetType.Float32();
            case "double": return new ParquetType.Double();
            case "text": return new ParquetType.Text();
            case "json": return new ParquetType.Json();
            case "binary": return new ParquetType.Binary();
            case "date": return new ParquetType.Date();
            case "timestamp": return new ParquetType.Timestamp();
            case "decimal":
                text.Take("(");
                var precision = text.Number();
                text.Take(",");
                var scale = text.Number();
                text.Take(")");
                return new ParquetType.Decimal(precision, scale);
            case "list":
                text.Take("<");
                var element = Type(text, depth + 1);
                text.Take(">");
                return new ParquetType.List(element);
            case "struct":
                return new ParquetType.Struct(Fields(text, depth + 1));
            default:
                throw new FormatException($"`{name}` is no column type; there are boolean, int32, int64, float32, double, decimal(p,s), text, json, binary, date, timestamp, list<…> and struct<name: …>");
        }
    }

    private static List<ParquetField> Fields(TextCursor text, int depth)
    {
        var fields = new List<ParquetField>();
        text.Take("<");
        do
        {
            var name = text.Name();
            text.Take(": ");
            var type = Type(text, depth);
            fields.Add(new(name, type, Nullable: !text.TryTake(" not null")));
        }
        while (text.TryTake(", "));
        text.Take(">");
        return fields;
    }
}
