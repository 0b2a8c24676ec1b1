namespace FilePipeline.Stages.Text;

/// <summary>Count, sum, least and most of whole numbers.</summary>
internal struct Tally
{
    private int _min;
    private int _max;

    public int Count { get; private set; }

    public int Sum { get; private set; }

    public readonly int? Min => Count == 0 ? null : _min;

    public readonly int? Max => Count == 0 ? null : _max;

    /// <summary>To two decimals, halves away from zero.</summary>
    public readonly decimal? Average => Count == 0 ? null : Math.Round((decimal)Sum / Count, 2, MidpointRounding.AwayFromZero);

    public void Add(int number)
    {
        _min = Count == 0 ? number : Math.Min(_min, number);
        _max = Count == 0 ? number : Math.Max(_max, number);
        Sum += number;
        Count++;
    }
}
