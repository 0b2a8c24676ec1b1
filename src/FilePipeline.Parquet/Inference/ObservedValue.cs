using System.Text;
using FilePipeline.Parquet.Writing;

namespace FilePipeline.Parquet.Inference;

/// <summary>What was met at one place of the rows: how often each kind of value, where first, and the same for the places below.</summary>
internal sealed class ObservedValue
{
    private const int Kinds = (int)ValueKind.Struct + 1;
    private const int KeptOrigins = 3;

    private readonly long[] _counts = new long[Kinds];
    private readonly List<string>?[] _origins = new List<string>?[Kinds];
    private Dictionary<byte[], ObservedValue>.AlternateLookup<ReadOnlySpan<byte>>? _fields;

    /// <summary>The type that the caller wants here, whatever the rows hold.</summary>
    public ParquetType? Declared { get; set; }

    public ObservedValue? Element { get; private set; }

    /// <summary>The fields met in objects, in ordinal order of their names.</summary>
    public IEnumerable<(string Name, ObservedValue Value)> Fields =>
        (_fields?.Dictionary ?? []).Select(pair => (Encoding.UTF8.GetString(pair.Key), pair.Value)).OrderBy(pair => pair.Item1, StringComparer.Ordinal);

    /// <summary>The number of the object that this field was met in last; a second time in the same is a mistake of the row.</summary>
    public long SeenIn { get; set; }

    public bool Has(ValueKind kind) => _counts[(int)kind] > 0;

    /// <param name="origin">Asked for only while it is wanted.</param>
    public void Count(ValueKind kind, RowOrigin origin)
    {
        _counts[(int)kind]++;
        var origins = _origins[(int)kind] ??= new(KeptOrigins);
        if (origins.Count == KeptOrigins)
            return;
        var name = origin.ToString();
        if (!origins.Contains(name))
            origins.Add(name);
    }

    public ObservedValue ElementOrNew() => Element ??= new();

    /// <summary>The field of that name, <c>null</c> the first time.</summary>
    public ObservedValue? Find(ReadOnlySpan<byte> name) =>
        _fields is { } fields && fields.TryGetValue(name, out var field) ? field : null;

    public ObservedValue Add(ReadOnlySpan<byte> name)
    {
        var fields = _fields ??= new Dictionary<byte[], ObservedValue>(Utf8Names.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
        var field = new ObservedValue();
        fields[name] = field;
        return field;
    }

    /// <summary>The kinds met, the most frequent first.</summary>
    public IReadOnlyList<JsonSchemaSide> Sides() =>
    [
        .. Enumerable.Range(0, Kinds).Where(kind => _counts[kind] > 0).OrderByDescending(kind => _counts[kind])
            .Select(kind => new JsonSchemaSide(Word((ValueKind)kind), _counts[kind], _origins[kind]!)),
    ];

    private static string Word(ValueKind kind) => kind switch
    {
        ValueKind.WideInteger => "an integer wider than 64 bits",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
