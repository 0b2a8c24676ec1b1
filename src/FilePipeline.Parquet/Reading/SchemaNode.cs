using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Reading;

/// <summary>An element of the footer's schema, with the levels at which it is there.</summary>
internal sealed class SchemaNode
{
    private const int Required = 0, Repeated = 2;
    private const int DeepestNesting = 300;

    private SchemaNode(ThriftStruct element, SchemaNode? parent)
    {
        Element = element;
        Name = element.Text(4);
        var repetition = parent is null ? Required : element.Integer(3);
        IsRepeated = repetition == Repeated;
        Definition = (parent?.Definition ?? 0) + (repetition == Required ? 0 : 1);
        Repetition = (parent?.Repetition ?? 0) + (IsRepeated ? 1 : 0);
        Path = parent is null ? "" : ColumnPath.Field(parent.Path, Name);
    }

    public ThriftStruct Element { get; }

    public string Name { get; }

    /// <summary>Names from the top, joined for messages.</summary>
    public string Path { get; }

    public bool IsRepeated { get; }

    public int Definition { get; }

    public int Repetition { get; }

    public List<SchemaNode> Children { get; } = [];

    public bool IsLeaf => Children.Count == 0;

    /// <summary>The leaf's number among all leaves; of a group, that of its first leaf.</summary>
    public int FirstLeaf { get; private set; }

    public PhysicalType Physical => (PhysicalType)Element.Integer(1);

    public int FixedLength => (int)(Element.IntegerOrNull(2) ?? 0);

    /// <summary>The annotation that older and newer writers give alike; <c>null</c> without.</summary>
    public long? Converted => Element.IntegerOrNull(6);

    /// <summary>For a group annotated as a list: what its elements are; else <c>null</c>.</summary>
    public SchemaNode? ListElement
    {
        get
        {
            const int ConvertedList = 3;
            if (Converted != ConvertedList || Children is not [{ IsRepeated: true } group])
                return null;
            // older writers repeat the element itself, under these names
            return group.Children.Count == 1 && group.Name != "array" && group.Name != Name + "_tuple" ? group.Children[0] : group;
        }
    }

    public IEnumerable<SchemaNode> Leaves => IsLeaf ? [this] : Children.SelectMany(child => child.Leaves);

    public static SchemaNode Read(IReadOnlyList<ThriftStruct> elements)
    {
        int at = 0, leaves = 0;
        return Next(null, depth: 0);

        SchemaNode Next(SchemaNode? parent, int depth)
        {
            if (at == elements.Count)
                throw new ParquetFileException("the schema ends early");
            if (depth > DeepestNesting)
                throw new ParquetFileException("the schema is nested too deeply");
            var node = new SchemaNode(elements[at++], parent) { FirstLeaf = leaves };
            var children = node.Element.IntegerOrNull(5) ?? 0;
            for (var child = 0; child < children; child++)
                node.Children.Add(Next(node, depth + 1));
            if (node.IsLeaf)
                leaves++;
            return node;
        }
    }
}
