using System.Buffers.Binary;
using FilePipeline.Parquet.Format;

namespace FilePipeline.Parquet.Writing;

/// <summary>
/// One column of the row group that is being filled: takes values with their levels, makes pages of them (format:
/// data page v1), and gives the chunk to the file when the row group ends.
/// </summary>
/// <remarks>
/// Values go to a dictionary as long as that pays: up to the end of the first page it must come out smaller than the
/// plain encoding, and it may not grow past <see cref="DictionaryBytes"/>. From then on pages are plain.
/// A page ends only between rows.
/// </remarks>
internal sealed class ColumnWriter
{
    private const int PageBytes = 1 << 20;
    private const int PageRows = 20_000;
    private const int DictionaryBytes = 1 << 20;

    private readonly Leaf _leaf;
    private readonly Compression _codec;
    private readonly ByteBuffer _repetitions = new();
    private readonly ByteBuffer _definitions = new();
    private readonly ByteBuffer _values = new();
    private readonly ByteBuffer _body = new();
    private readonly BlockBuffer _pages;
    private readonly ByteBuffer _header = new();
    private readonly ValueDictionary _dictionary;
    private readonly List<PageFacts> _pageFacts = [];

    // the page
    private int[] _indices = new int[64];
    private int _levels, _present;
    private int _rows, _firstRow;
    private long _plainBytes;
    private ValueRange _min, _max;

    // the chunk
    private bool _usesDictionary;
    private long _chunkLevels, _chunkNulls, _uncompressed;
    private int _dictionaryPages;
    private Bounds? _bounds;

    public ColumnWriter(Leaf leaf, Compression codec, BlockStore blocks)
    {
        _leaf = leaf;
        _codec = codec;
        _pages = new(blocks);
        _dictionary = new(prefixed: leaf.Physical == PhysicalType.ByteArray);
        _usesDictionary = HasDictionary;
    }

    /// <summary>Bytes of the cells so far in this row group, as the plain encoding would need them.</summary>
    public long Size { get; private set; }

    // bytes without meaning are not looked for by their order
    private bool HasBounds => _leaf.Type is not ParquetType.Binary;

    private bool HasDictionary => _leaf.Physical != PhysicalType.Boolean;

    /// <summary>No value: the level says what is missing, the value, an element or something around them.</summary>
    public void AddAbsent(int repetition, int definition) => AddLevels(repetition, definition);

    /// <summary>A value in the plain encoding, a byte array without its length; a boolean is one byte, 0 or 1.</summary>
    public void Add(int repetition, ReadOnlySpan<byte> value)
    {
        AddLevels(repetition, _leaf.MaxDefinition);
        var bytes = value.Length + (_leaf.Physical == PhysicalType.ByteArray ? sizeof(int) : 0);
        _plainBytes += bytes;
        Size += bytes;
        ValueRange range;
        if (_usesDictionary)
        {
            var index = _dictionary.GetOrAdd(value);
            if (_present == _indices.Length)
                Array.Resize(ref _indices, _present * 2);
            _indices[_present] = index;
            range = new(index, -1);
        }
        else
        {
            range = AddPlain(value);
        }
        if (_present++ == 0)
        {
            _min = _max = range;
            return;
        }
        if (range == _min || range == _max)
            return;
        if (ValueOrder.Compare(_leaf.Physical, value, Value(_min)) < 0)
            _min = range;
        else if (ValueOrder.Compare(_leaf.Physical, value, Value(_max)) > 0)
            _max = range;
    }

    public void AddInt32(int repetition, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Add(repetition, bytes);
    }

    public void AddInt64(int repetition, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Add(repetition, bytes);
    }

    public void EndRow()
    {
        _rows++;
        if (_rows - _firstRow >= PageRows || _values.Length >= PageBytes || _levels >= PageBytes
            || _usesDictionary && (_plainBytes >= PageBytes && _pageFacts.Count == 0 || _dictionary.Page.Length >= DictionaryBytes))
        {
            EndPage();
        }
    }

    /// <summary>Writes the chunk, which begins at <paramref name="position"/> of the file, and starts the next one.</summary>
    public ChunkFacts WriteTo(Stream output, long position)
    {
        if (_levels > 0)
            EndPage();
        long dictionarySize = 0;
        if (_dictionaryPages > 0)
        {
            var compressed = PageCompressor.Compress(_codec, _dictionary.Page);
            WriteHeader(PageType.Dictionary, _dictionary.Page.Length, compressed.Length, _dictionary.Count, PageEncoding.Plain);
            output.Write(_header.Span);
            output.Write(compressed);
            dictionarySize = _header.Length + compressed.Length;
        }
        var facts = new ChunkFacts(
            _leaf,
            _dictionaryPages > 0 ? position : null,
            position + dictionarySize,
            _uncompressed,
            dictionarySize + _pages.Length,
            _chunkLevels,
            _chunkNulls,
            _dictionaryPages,
            _pageFacts.Count - _dictionaryPages,
            _bounds,
            [.. _pageFacts]);
        _pages.MoveTo(output);
        StartChunk();
        return facts;
    }

    private void StartChunk()
    {
        _pageFacts.Clear();
        _dictionary.Clear();
        _usesDictionary = HasDictionary;
        _chunkLevels = _chunkNulls = _uncompressed = Size = 0;
        _rows = _firstRow = _dictionaryPages = 0;
        _bounds = null;
    }

    private void AddLevels(int repetition, int definition)
    {
        if (_leaf.MaxRepetition > 0)
            _repetitions.Add((byte)repetition);
        if (_leaf.MaxDefinition > 0)
            _definitions.Add((byte)definition);
        _levels++;
    }

    private ValueRange AddPlain(ReadOnlySpan<byte> value)
    {
        if (_leaf.Physical == PhysicalType.ByteArray)
            _values.AddInt32(value.Length);
        var range = new ValueRange(_values.Length, value.Length);
        _values.Add(value);
        return range;
    }

    private ReadOnlySpan<byte> Value(ValueRange range) =>
        range.Length < 0 ? _dictionary[range.Start] : _values.Slice(range.Start, range.Length);

    private void EndPage()
    {
        var bounds = HasBounds && _present > 0 ? Bounds.Of(_leaf.Physical, Value(_min), Value(_max)) : null;
        _body.Clear();
        AddLevelsToBody(_repetitions, _leaf.MaxRepetition);
        AddLevelsToBody(_definitions, _leaf.MaxDefinition);
        if (_usesDictionary && _pageFacts.Count == 0 && !DictionaryPays())
            GiveUpDictionary();
        var encoding = _usesDictionary ? PageEncoding.RleDictionary : PageEncoding.Plain;
        if (_usesDictionary)
        {
            var bitWidth = RleEncoder.BitWidth(_dictionary.Count - 1);
            _body.Add((byte)bitWidth);
            RleEncoder.Encode<int>(_indices.AsSpan(0, _present), bitWidth, _body);
            _dictionaryPages++;
        }
        else if (_leaf.Physical == PhysicalType.Boolean)
        {
            AddBits(_values.Span);
        }
        else
        {
            _body.Add(_values.Span);
        }
        AddPage(encoding, bounds);
        if (_dictionary.Page.Length >= DictionaryBytes)
            _usesDictionary = false;
    }

    private void AddPage(PageEncoding encoding, Bounds? bounds)
    {
        var compressed = PageCompressor.Compress(_codec, _body.Span);
        WriteHeader(PageType.Data, _body.Length, compressed.Length, _levels, encoding);
        var offset = _pages.Length;
        _pages.Add(_header.Span);
        _pages.Add(compressed);
        _pageFacts.Add(new(offset, _pages.Length - offset, _firstRow, _levels - _present, _present == 0, bounds));

        _bounds = Bounds.Join(_leaf.Physical, _bounds, bounds);
        _chunkLevels += _levels;
        _chunkNulls += _levels - _present;
        _firstRow = _rows;
        _levels = _present = 0;
        _plainBytes = 0;
        _repetitions.Clear();
        _definitions.Clear();
        _values.Clear();
    }

    /// <summary>A column of texts that are nearly all different saves a little and is slower to read: an eighth is the least.</summary>
    private bool DictionaryPays() =>
        _dictionary.Page.Length + (long)_present * RleEncoder.BitWidth(_dictionary.Count - 1) / 8 < _plainBytes - _plainBytes / 8;

    private void GiveUpDictionary()
    {
        foreach (var index in _indices.AsSpan(0, _present))
            AddPlain(_dictionary[index]);
        _dictionary.Clear();
        _usesDictionary = false;
    }

    private void AddLevelsToBody(ByteBuffer levels, int max)
    {
        if (max == 0)
            return;
        var start = _body.Length;
        _body.AddInt32(0);
        RleEncoder.Encode(levels.Span, RleEncoder.BitWidth(max), _body);
        _body.SetInt32(start, _body.Length - start - sizeof(int));
    }

    private void AddBits(ReadOnlySpan<byte> booleans)
    {
        var bits = _body.Extend((booleans.Length + 7) / 8);
        bits.Clear();
        for (var at = 0; at < booleans.Length; at++)
            bits[at >> 3] |= (byte)(booleans[at] << (at & 7));
    }

    private void WriteHeader(PageType type, int size, int compressedSize, int values, PageEncoding encoding)
    {
        _header.Clear();
        PageHeader.Write(_header, type, size, compressedSize, values, encoding);
        _uncompressed += _header.Length + size;
    }

    /// <summary>Where a value of the page lies: in the plain bytes, or, with no length, in the dictionary under this number.</summary>
    private readonly record struct ValueRange(int Start, int Length);
}
