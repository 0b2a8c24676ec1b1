using System.Runtime.InteropServices;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>
/// The different values of a column chunk, numbered as they first came. Its bytes are the dictionary page as the format
/// wants it: values in the plain encoding, one after the other.
/// </summary>
internal sealed class ValueDictionary
{
    private readonly bool _prefixed;
    private readonly ByteBuffer _page = new();
    private (uint Hash, int Start, int Length)[] _entries = new (uint, int, int)[16];
    private int[] _slots = new int[64]; // number + 1; 0 is free. Never more than half full

    /// <param name="prefixed">Values carry their length in front, as byte arrays do in the plain encoding.</param>
    public ValueDictionary(bool prefixed) => _prefixed = prefixed;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Page => _page.Span;

    public ReadOnlySpan<byte> this[int index] => _page.Slice(_entries[index].Start, _entries[index].Length);

    public int GetOrAdd(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var slot = hash & (uint)(_slots.Length - 1);
        for (; _slots[slot] != 0; slot = slot + 1 & (uint)(_slots.Length - 1))
        {
            var index = _slots[slot] - 1;
            if (_entries[index].Hash == hash && this[index].SequenceEqual(value))
                return index;
        }
        _slots[slot] = Count + 1;
        Add(hash, value);
        return Count - 1;
    }

    public void Clear()
    {
        Count = 0;
        _page.Clear();
        Array.Clear(_slots);
    }

    private void Add(uint hash, ReadOnlySpan<byte> value)
    {
        if (_prefixed)
            _page.AddInt32(value.Length);
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = (hash, _page.Length, value.Length);
        _page.Add(value);
        if (Count * 2 > _slots.Length)
            Rehash();
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var index = 0; index < Count; index++)
        {
            var slot = _entries[index].Hash & (uint)(_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = slot + 1 & (uint)(_slots.Length - 1);
            _slots[slot] = index + 1;
        }
    }

    /// <summary>Multiply and fold, eight bytes at a time: long texts go through here, and only numbers of values depend on it, no bytes of the file.</summary>
    private static uint Hash(ReadOnlySpan<byte> value)
    {
        const ulong Odd = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)value.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(value))
            hash = Fold(hash ^ word);
        ulong rest = 0;
        foreach (var one in value[(value.Length & ~7)..])
            rest = rest << 8 | one;
        hash = Fold(hash ^ rest);
        return (uint)(hash ^ hash >> 32);

        static ulong Fold(ulong word) => Math.BigMul(word ^ Odd, 0xD6E8_FEB8_6659_FD93, out var low) ^ low;
    }
}
