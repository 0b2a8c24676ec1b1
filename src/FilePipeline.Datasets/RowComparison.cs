namespace FilePipeline.Datasets;

/// <summary>Goes through the rows of two versions side by side, both in their order, and notes where they differ.</summary>
internal sealed class RowComparison(IEnumerable<RowDigest> before) : IDisposable
{
    private readonly IEnumerator<RowDigest> _before = before.GetEnumerator();
    private bool _begun;
    private bool _more;

    public RowChanges Changes { get; } = new();

    /// <summary>The next row of the newer version.</summary>
    public void Add(RowDigest row) => Add(row, [], null);

    /// <param name="json">The row itself.</param>
    /// <param name="narrowing">To the columns of the older version.</param>
    public void Add(RowDigest row, ReadOnlySpan<byte> json, RowNarrowing? narrowing)
    {
        Begin();
        while (_more && _before.Current.CompareTo(row) < 0)
            Pass();
        if (!_more || _before.Current.CompareTo(row) > 0)
        {
            Changes.Add(row.Key);
            return;
        }
        if (_before.Current.Sha256 != row.Sha256 && narrowing?.Digest(json) != _before.Current.Sha256)
            Changes.Change(row.Key);
        if (_before.Current.Split != row.Split)
            Changes.Move(row.Key);
        _more = _before.MoveNext();
    }

    /// <summary>There are no more newer rows.</summary>
    public RowChanges Finish()
    {
        Begin();
        while (_more)
            Pass();
        return Changes;
    }

    public void Dispose() => _before.Dispose();

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        _more = _before.MoveNext();
    }

    private void Pass()
    {
        Changes.Remove(_before.Current.Key);
        _more = _before.MoveNext();
    }
}
