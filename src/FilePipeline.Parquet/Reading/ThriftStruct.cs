using System.Text;

namespace FilePipeline.Parquet.Reading;

/// <summary>A structure of the Thrift compact protocol as it was found: fields by their ids, whatever they mean.</summary>
internal sealed class ThriftStruct
{
    private readonly Dictionary<int, object> _fields = [];

    public bool Has(int id) => _fields.ContainsKey(id);

    public long Integer(int id) => Field<long>(id);

    public long? IntegerOrNull(int id) => Has(id) ? Field<long>(id) : null;

    public byte[]? BytesOrNull(int id) => Has(id) ? Field<byte[]>(id) : null;

    public string Text(int id) => Encoding.UTF8.GetString(Field<byte[]>(id));

    public ThriftStruct Struct(int id) => Field<ThriftStruct>(id);

    public IReadOnlyList<T> List<T>(int id) => !Has(id) ? [] : [.. Field<object[]>(id).Select(element => Cast<T>(id, element))];

    public void Set(int id, object value) => _fields[id] = value;

    private T Field<T>(int id) => Cast<T>(id, _fields.GetValueOrDefault(id));

    private static T Cast<T>(int id, object? value) =>
        value is T typed ? typed : throw new ParquetFileException($"a structure's field {id} is {value?.GetType().Name ?? "missing"}, not {typeof(T).Name}");
}
