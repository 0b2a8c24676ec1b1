namespace FilePipeline.Parquet.Reading;

/// <summary>Goes through the cells of a column chunk, page by page.</summary>
internal sealed class ColumnCursor
{
    private readonly IEnumerator<DataPage> _pages;
    private int _at = -1, _value;

    public ColumnCursor(IEnumerable<DataPage> pages)
    {
        _pages = pages.GetEnumerator();
        Repetition = Definition = -1;
        if (_pages.MoveNext())
            Next();
        else
            _at = 0;
    }

    /// <summary>The levels of the current cell; -1 behind the last.</summary>
    public int Repetition { get; private set; }

    public int Definition { get; private set; }

    /// <summary>Goes on from a cell without value.</summary>
    public void Skip() => Next();

    /// <summary>The value of the current cell; goes on to the next.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var values = _pages.Current.Values;
        var value = values[_value++];
        Next();
        return value;
    }

    private void Next()
    {
        if (_at >= 0 && Definition < 0)
            throw new ParquetFileException("a column ends before its row group");
        _at++;
        while (_at >= _pages.Current.Definitions.Length)
        {
            if (!_pages.MoveNext())
            {
                Repetition = Definition = -1;
                return;
            }
            _at = _value = 0;
        }
        Repetition = _pages.Current.Repetitions[_at];
        Definition = _pages.Current.Definitions[_at];
    }
}
