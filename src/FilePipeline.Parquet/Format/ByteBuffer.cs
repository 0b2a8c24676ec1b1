using System.Buffers.Binary;

namespace FilePipeline.Parquet.Format;

/// <summary>Bytes that grow at the end and are used again after <see cref="Clear"/>.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    public void Clear() => Length = 0;

    /// <summary>Makes room for <paramref name="count"/> bytes at the end; they hold anything until the caller fills them.</summary>
    public Span<byte> Extend(int count)
    {
        var start = Length;
        var end = checked(start + count);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max((long)_bytes.Length * 2, Math.Max(end, 64)), Array.MaxLength));
        Length = end;
        return _bytes.AsSpan(start, count);
    }

    public void Add(byte value) => Extend(1)[0] = value;

    public void Add(ReadOnlySpan<byte> value) => value.CopyTo(Extend(value.Length));

    public void AddInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Extend(4), value);

    public void SetInt32(int start, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), value);

    public void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Add((byte)(value | 0x80));
        Add((byte)value);
    }
}
