using System.Text;

namespace FilePipeline.Parquet.Writing;

/// <summary>A schema made ready for writing: one node for the rows, one column for each leaf, in schema order.</summary>
internal sealed class ColumnTree
{
    private const int DeepestLevel = byte.MaxValue;
    private readonly Compression _codec;
    private readonly BlockStore _blocks = new();
    private readonly List<ColumnWriter> _columns = [];

    public ColumnTree(ParquetSchema schema, Compression codec)
    {
        _codec = codec;
        Rows = Struct(schema.Fields, path: "", names: [], definition: 0, repetition: 0, nullable: false);
    }

    public ColumnNode Rows { get; }

    public IReadOnlyList<ColumnWriter> Columns => _columns;

    private StructNode Struct(IReadOnlyList<ParquetField> fields, string path, string[] names, int definition, int repetition, bool nullable)
    {
        if (fields.Count == 0)
            throw new ArgumentException(path.Length == 0 ? "a Parquet file has at least one column" : $"`{path}`: a struct has at least one field");
        if (fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"the schema has `{ColumnPath.Field(path, twice.Key)}` twice");
        var below = definition + (nullable ? 1 : 0);
        return new(path, definition, nullable,
        [
            .. fields.Select(field => (
                Encoding.UTF8.GetBytes(field.Name),
                Node(field.Type, ColumnPath.Field(path, field.Name), [.. names, field.Name], below, repetition, field.Nullable))),
        ]);
    }

    private ColumnNode Node(ParquetType type, string path, string[] names, int definition, int repetition, bool nullable) => type switch
    {
        ParquetType.Struct group => Struct(group.Fields, path, names, definition, repetition, nullable),
        ParquetType.List list => new ListNode(path, definition, nullable, repetition + 1, below =>
            Node(list.Element, ColumnPath.Element(path), [.. names, "list", "element"], below, repetition + 1, nullable: true)),
        _ => Scalar(type, path, names, definition, repetition, nullable),
    };

    private ScalarNode Scalar(ParquetType type, string path, string[] names, int definition, int repetition, bool nullable)
    {
        if (type is ParquetType.Decimal { Precision: < 1 or > 38 } or ParquetType.Decimal { Scale: < 0 }
            || type is ParquetType.Decimal number && number.Scale > number.Precision)
        {
            throw new ArgumentException($"`{path}`: {type} must have 1 to 38 digits, and no more after the point than in all");
        }
        var leaf = new Leaf(names, type, definition + (nullable ? 1 : 0), repetition);
        if (leaf.MaxDefinition > DeepestLevel)
            throw new ArgumentException($"`{path}` is nested too deeply");
        var column = new ColumnWriter(leaf, _codec, _blocks);
        _columns.Add(column);
        return new(path, definition, nullable, type, column);
    }
}
