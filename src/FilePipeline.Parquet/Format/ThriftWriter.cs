using System.Text;

namespace FilePipeline.Parquet.Format;

/// <summary>Writes the Thrift compact protocol, as far as Parquet's structures need it. Fields are given in rising order of their ids.</summary>
internal sealed class ThriftWriter(ByteBuffer output)
{
    public const byte True = 1, False = 2, Int32Type = 5, Int64Type = 6, BinaryType = 8, ListType = 9, StructType = 12;

    private readonly Stack<int> _outer = [];
    private int _lastId;

    public void Bool(int id, bool value) => Header(id, value ? True : False);

    public void Int16(int id, short value)
    {
        Header(id, 4);
        Element((long)value);
    }

    public void Int32(int id, int value)
    {
        Header(id, Int32Type);
        Element((long)value);
    }

    public void Int64(int id, long value)
    {
        Header(id, Int64Type);
        Element(value);
    }

    public void Text(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public void Binary(int id, ReadOnlySpan<byte> value)
    {
        Header(id, BinaryType);
        Element(value);
    }

    /// <summary>A field that is a struct; its fields follow up to <see cref="End"/>.</summary>
    public void Begin(int id)
    {
        Header(id, StructType);
        BeginElement();
    }

    /// <summary>A struct that stands in no field: the outermost, or the next element of a list.</summary>
    public void BeginElement()
    {
        _outer.Push(_lastId);
        _lastId = 0;
    }

    public void End()
    {
        output.Add(0);
        _lastId = _outer.Pop();
    }

    /// <summary>A field that is a struct without fields, as the members of Parquet's unions are.</summary>
    public void Empty(int id)
    {
        Begin(id);
        End();
    }

    /// <summary>A field that is a list; exactly <paramref name="count"/> elements follow.</summary>
    public void List(int id, byte elementType, int count)
    {
        Header(id, ListType);
        if (count < 15)
        {
            output.Add((byte)(count << 4 | elementType));
            return;
        }
        output.Add((byte)(0xF0 | elementType));
        output.AddVarint((uint)count);
    }

    /// <summary>An integer element of any width: zigzag, then varint.</summary>
    public void Element(long value) => output.AddVarint((ulong)(value << 1 ^ value >> 63));

    public void Element(bool value) => output.Add(value ? True : False);

    public void Element(string value) => Element(Encoding.UTF8.GetBytes(value));

    public void Element(ReadOnlySpan<byte> value)
    {
        output.AddVarint((uint)value.Length);
        output.Add(value);
    }

    private void Header(int id, byte type)
    {
        var delta = id - _lastId;
        if (delta is < 1 or > 15)
            throw new InvalidOperationException($"field {id} cannot follow field {_lastId}");
        output.Add((byte)(delta << 4 | type));
        _lastId = id;
    }
}
